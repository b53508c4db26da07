using System.Globalization;

namespace Kuma.Load;

/// <summary>The options of the command line, <c>--name value</c>.</summary>
internal sealed class LoadOptions(string[] args)
{
    public int Port => Number("port", 24100);

    public int Number(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public double Fraction(string name, double otherwise) =>
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string? Text(string name) =>
        Array.IndexOf(args, "--" + name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
