using System.Globalization;

namespace Kuma.Web.Badges;

/// <summary>A request that cannot be drawn; the message is the wire's.</summary>
internal sealed class BadgeException : Exception
{
    public BadgeException(string message)
        : base(message)
    {
    }

    public BadgeException()
    {
    }

    public BadgeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The parameters of a badge. A text given twice is no text any more.</summary>
internal sealed class BadgeQuery(IQueryCollection query)
{
    public string Style =>
        Text("style") is not { } style ? "flat"
        : BadgeStyles.Names.Contains(style, StringComparer.Ordinal) ? style
        : throw new BadgeException($"Field `style` must be one of ({string.Join(',', BadgeStyles.Names)})");

    public string? Color => Text("color");

    public string? LabelColor => Text("labelColor");

    /// <summary>A parameter; <c>null</c> when it is missing.</summary>
    /// <exception cref="BadgeException">It was given more than once.</exception>
    public string? Text(string name) => query[name] switch
    {
        { Count: 0 } => null,
        [var only] => only,
        _ => throw new BadgeException(
            $"Field `{(name is "color" or "labelColor" or "style" ? name : name.Contains("olor", StringComparison.Ordinal) ? "color" : name.Contains("abel", StringComparison.Ordinal) ? "label" : "message")}` must be of type string"),
    };

    /// <summary>A number as JavaScript reads it whole: empty is 0, anything else unreadable is NaN; <c>null</c> when it is missing.</summary>
    public double? Number(string name) => Text(name) switch
    {
        null => null,
        var text when string.IsNullOrWhiteSpace(text) => 0,
        var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN,
    };

    /// <summary>The whole number that a text begins with.</summary>
    public static int? LeadingInteger(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        var length = trimmed is ['-' or '+', ..] ? 1 : 0;
        while (length < trimmed.Length && char.IsAsciiDigit(trimmed[length]))
        {
            length++;
        }

        return int.TryParse(trimmed[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
