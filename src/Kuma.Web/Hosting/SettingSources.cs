using Kuma.Application.Common;
using Microsoft.Extensions.Configuration.CommandLine;

namespace Kuma.Web.Hosting;

/// <summary>
/// The flags, kept apart from the environment: configuration keys know no case, so <c>--port</c> and the variable <c>PORT</c> would be one.
/// </summary>
internal sealed class SettingSources
{
    private static readonly string[] Switches = ["--disable-frame-sameorigin", "--allow-all-chrome-exec", "--demo", "--test"];

    private readonly CommandLineConfigurationProvider _flags;
    private readonly IConfiguration _environment;

    public SettingSources(string[] args, IConfiguration environment)
    {
        _flags = new CommandLineConfigurationProvider(Normalise(args));
        _environment = environment;
        _flags.Load();
    }

    /// <summary>Gives <c>=true</c> to the switches that stand alone.</summary>
    public static string[] Normalise(string[] args) =>
        [.. args.Select(arg => Switches.Contains(arg, StringComparer.Ordinal) ? $"{arg}=true" : arg)];

    /// <summary>The value of a flag.</summary>
    public string? Flag(string name) => _flags.TryGet(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>The first of these variables that has a value.</summary>
    public string? Variable(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(_environment[name]))
            {
                return _environment[name];
            }
        }

        return null;
    }

    /// <summary>The variable, or the content of the file that its <c>…_FILE</c> twin names.</summary>
    /// <exception cref="StartupException">Both are set, or the file is missing.</exception>
    public string? VariableOrFile(string name)
    {
        if (Variable($"{name}_FILE") is not { } file)
        {
            return Variable(name);
        }

        if (Variable(name) is not null)
        {
            throw new StartupException($"Both {name} and {name}_FILE are set: remove one.");
        }

        return File.Exists(file) ? File.ReadAllText(file).Trim() : throw new StartupException($"{name}_FILE names {file}, which does not exist: correct it.");
    }
}
