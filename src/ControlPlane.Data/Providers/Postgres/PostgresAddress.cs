using System.Data.Common;
using Npgsql;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>
/// Reads where a PostgreSQL database is, as people write it: <c>postgres://user:password@host:5432/name?sslmode=require</c>, or keys and values such as
/// <c>Host=db;Database=control_plane;Username=cp;Password=…</c>. Stateless.
/// </summary>
internal static class PostgresAddress
{
    private const int DefaultPort = 5432;

    // libpq's names of what people put behind the question mark most.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
    };

    /// <summary>Reads one.</summary>
    /// <param name="text">As it was configured.</param>
    /// <param name="problem">What is wrong with it, without the text itself, which may hold a password; null when nothing is.</param>
    /// <returns>Keys and values; null when there is a problem.</returns>
    public static NpgsqlConnectionStringBuilder? Read(string text, out string? problem)
    {
        try
        {
            var read = IsAddress(text) ? OfAddress(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
            problem = string.IsNullOrEmpty(read.Host) ? "names no host" : string.IsNullOrEmpty(read.Database) ? "names no database" : null;
            return problem is null ? read : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or OverflowException or InvalidCastException)
        {
            problem = "is neither postgres://user:password@host/database nor Host=…;Database=…;Username=…;Password=…";
            return null;
        }
    }

    /// <summary>Host and name of a database, for logs and people.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder address) => $"PostgreSQL {address.Host}:{address.Port}/{address.Database}";

    private static bool IsAddress(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder OfAddress(Uri address)
    {
        var read = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.IsDefaultPort || address.Port < 0 ? DefaultPort : address.Port,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
        };
        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            read.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            read.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
        {
            var name = Uri.UnescapeDataString(pair[0]);
            ((DbConnectionStringBuilder)read)[Names.GetValueOrDefault(name, name)] = ValueOf(name, Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));
        }

        return read;
    }

    // libpq writes verify-full, Npgsql VerifyFull.
    private static string ValueOf(string name, string value) =>
        name.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? value.Replace("-", "", StringComparison.Ordinal) : value;
}
