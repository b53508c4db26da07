using System.Globalization;
using Kuma.Application.Common;
using Kuma.Web.Api;

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
internal sealed class BadgeQuery(WireQuery query)
{
    public string Style =>
        query.Text("style") is not { } style ? "flat"
        : !query.IsList("style") && BadgeStyles.Names.Contains(style, StringComparer.Ordinal) ? style
        : throw new BadgeException($"Field `style` must be one of ({string.Join(',', BadgeStyles.Names)})");

    public string? Color => Text("color");

    public string? LabelColor => Text("labelColor");

    /// <summary>What stands in for the measured value: the number that the text begins with; empty is 0, <c>null</c> when it is missing.</summary>
    public double? Value => Text("value") switch
    {
        null => null,
        "" => 0,
        var text => LeadingNumber.Parse(text) ?? double.NaN,
    };

    /// <summary>A parameter; <c>null</c> when it is missing.</summary>
    /// <exception cref="BadgeException">It was given more than once.</exception>
    public string? Text(string name) => query.IsList(name) ? throw new BadgeException($"Field `{Field(name)}` must be of type string") : query.Text(name);

    /// <summary>A threshold: a number as a whole, where empty is 0 and anything unreadable NaN; <c>null</c> when it is missing.</summary>
    public double? Threshold(string name) => Text(name) switch
    {
        null => null,
        var text when string.IsNullOrWhiteSpace(text) => 0,
        var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN,
    };

    /// <summary>The whole number that a text begins with; one that is too long is the greatest or the least that there is.</summary>
    public static int? LeadingInteger(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        var sign = trimmed is ['-' or '+', ..] ? 1 : 0;
        var length = sign;
        while (length < trimmed.Length && char.IsAsciiDigit(trimmed[length]))
        {
            length++;
        }

        return
            length == sign ? null
            : int.TryParse(trimmed[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : trimmed[0] is '-' ? int.MinValue : int.MaxValue;
    }

    /// <summary>The part of a badge that a parameter goes into; the wire names that.</summary>
    private static string Field(string name) =>
        name is "color" or "labelColor" ? name
        : name.Contains("olor", StringComparison.Ordinal) ? "color"
        : name.Contains("abel", StringComparison.Ordinal) ? "label"
        : "message";
}
