using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;

namespace Kuma.Application.Monitors;

/// <summary>The server's own rules for a monitor's settings, in the order in which clients see the first refusal.</summary>
internal sealed partial class MonitorSettingsValidator : AbstractValidator<MonitorSettings>
{
    private const int LongestResponse = 1_048_576;
    private const int LongestText = 1_048_576;

    public MonitorSettingsValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(s => s.Interval).GreaterThanOrEqualTo(1).WithMessage("Interval cannot be less than 1 seconds");
        RuleFor(s => s.RetryInterval).GreaterThanOrEqualTo(1).WithMessage("Retry interval cannot be less than 1 seconds");
        RuleFor(s => s.ResponseMaxLength).GreaterThanOrEqualTo(0).WithMessage("Response max length cannot be less than 0");
        RuleFor(s => s.ResponseMaxLength).LessThanOrEqualTo(LongestResponse)
            .WithMessage("Response max length cannot be more than 1048576 bytes");
        RuleFor(s => s.Headers).Custom((headers, context) => MustBeJson(headers, "Headers must be valid JSON: {0}", context));
        ServiceRules();
        PingRules();
        BrowserRules();
        RuleFor(s => s.DatabaseQuery).Custom((query, context) => MustBeJson(query, "Invalid JSON in database query: {0}", context))
            .When(s => s.Type is "mongodb");
        RuleFor(s => s.Name).MaximumLength(LongestText).WithMessage("The name is too long");
        RuleFor(s => s.Url).MaximumLength(LongestText).WithMessage("The URL is too long");
        RuleFor(s => s.SnmpVersion).Must(version => version is null or "1" or "2c" or "3").WithMessage("The SNMP version must be 1, 2c or 3")
            .When(s => s.Type is "snmp");
        RuleFor(s => s.Type).Must(type => type.Length is > 0 and <= 20).WithMessage("Unknown Monitor Type");
    }

    private void ServiceRules()
    {
        RuleFor(s => s.SystemServiceName).NotEmpty().WithMessage("Service Name is required.").When(s => s.Type is "system-service");
        RuleFor(s => s.SystemServiceName).NotEmpty().WithMessage("PM2 process name is required.").When(s => s.Type is "pm2");
        RuleFor(s => s.SystemServiceName).Must(name => ServiceName().IsMatch(name!.Trim()))
            .WithMessage("Invalid service name. Please use the internal Service Name (no spaces).").When(s => s.Type is "system-service");
        RuleFor(s => s.SystemServiceName).Must(name => !name!.Any(c => c is < ' ' or '\x7f'))
            .WithMessage("Invalid PM2 process name.").When(s => s.Type is "pm2");
    }

    private void PingRules() => When(s => s.Type is "ping", () =>
    {
        // 0 means "not set", as everywhere in the form.
        RuleFor(s => s.PacketSize).InclusiveBetween(0, 65500).WithMessage("Packet size must be between 1 and 65500 (default: 56)");
        RuleFor(s => s.PingPerRequestTimeout).InclusiveBetween(0, 60)
            .WithMessage("Per-ping timeout must be between 1 and 60 seconds (default: 2)");
        RuleFor(s => s.PingCount).InclusiveBetween(0, 100).WithMessage("Echo requests count must be between 1 and 100 (default: 1)");
        RuleFor(s => s.Timeout)
            .Must((s, timeout) => timeout == 0
                || (MonitorSettingsTidying.Whole(timeout) is >= 1 and <= 300 && MonitorSettingsTidying.Whole(timeout) >= s.PingPerRequestTimeout))
            .WithMessage("Timeout must be between 1 and 300 seconds (default: 10)");
    });

    private void BrowserRules() => When(s => s.Type is "real-browser", () =>
    {
        RuleFor(s => s.ScreenshotDelay).GreaterThanOrEqualTo(0).WithMessage("Screenshot delay must be a non-negative number");
        RuleFor(s => s.ScreenshotDelay).Must((s, delay) => delay < s.Interval * 800L)
            .WithMessage(s => $"Screenshot delay must be less than {s.Interval * 800L}ms (0.8 × interval)");
        RuleFor(s => s.ScreenshotDelay).Must((s, delay) => delay < s.Interval * 500L)
            .WithMessage(s => $"Screenshot delay must be less than {s.Interval * 500L}ms (0.5 × interval)");
    });

    private static void MustBeJson(string? text, string message, ValidationContext<MonitorSettings> context)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            context.AddFailure(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, e.Message));
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9._\-@]+$")]
    private static partial Regex ServiceName();
}
