namespace Kuma.Infrastructure.Persistence;

/// <summary>Where Kuma keeps its data.</summary>
public sealed record DatabaseOptions
{
    /// <summary>A <c>postgres://</c> URL or an Npgsql connection string; <c>null</c> starts the embedded server.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The data folder: uploads, keys, and the embedded server's cluster.</summary>
    public required string DataFolder { get; init; }

    /// <summary>How many connections Kuma may open at the most.</summary>
    public int MaxConnections { get; init; } = 20;

    /// <summary>How long to wait for a server that does not answer at start.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
