using Kuma.Domain.Common;

namespace Kuma.Application.Settings;

/// <summary>General settings were written: whoever derives something from them reads them anew.</summary>
public sealed record SettingsStored : IDomainEvent;
