using System.Net.Sockets;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>Tells a database that is away, was disturbed, or cannot be reached for want of memory, from a statement that it will never accept.</summary>
internal static class DatabaseFaults
{
    /// <summary>True when the same batch may succeed later, as it is.</summary>
    public static bool PassesByItself(Exception exception) => exception switch
    {
        // Connection, resources (disk full), operator intervention, rollback, and the two that a race with a deletion or with an unheard commit makes.
        PostgresException e => e.SqlState[..2] is "08" or "53" or "57" or "58" or "40" or "25" or "XX"
            || e.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.LockNotAvailable,
        // Memory that is short now may be there soon.
        OutOfMemoryException => true,
        NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };
}
