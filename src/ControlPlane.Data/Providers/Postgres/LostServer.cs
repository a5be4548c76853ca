using System.Net.Sockets;
using Npgsql;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>Recognises that a database could not be asked because its server is away, starting, stopping or cut off. Stateless.</summary>
public static class LostServer
{
    // Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, shutdowns, starts, and transactions whose client was silent.
    private const string ConnectionClass = "08";
    private static readonly HashSet<string> Codes = ["57P01", "57P02", "57P03", "53300", "25P03"];

    /// <summary>Whether an exception, or what caused it, says so.</summary>
    public static bool IsCauseOf(Exception exception) => exception switch
    {
        PostgresException answered => answered.SqlState.StartsWith(ConnectionClass, StringComparison.Ordinal) || Codes.Contains(answered.SqlState),
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException or null } => true,
        _ => exception.InnerException is { } inner && IsCauseOf(inner),
    };
}
