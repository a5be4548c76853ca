using ControlPlane.Data.Providers.Postgres;

namespace ControlPlane.Data.Tests.Hosting;

public sealed class PostgresAddressTests
{
    [Xunit.Theory]
    [InlineData("postgres://me:se%40cret@db:6432/plane?sslmode=verify-full&application_name=x", "db", 6432, "plane", "me", "se@cret")]
    [InlineData("postgresql://me@db/plane", "db", 5432, "plane", "me", null)]
    [InlineData("Host=db;Port=6432;Database=plane;Username=me;Password=p", "db", 6432, "plane", "me", "p")]
    public void Read_EitherForm_IsUnderstood(string text, string host, int port, string database, string user, string? password)
    {
        var read = PostgresAddress.Read(text, out var problem);

        Assert.Null(problem);
        Assert.Equal((host, port, database, user, password), (read!.Host, read.Port, read.Database, read.Username, read.Password));
    }

    [Xunit.Theory]
    [InlineData("postgres://me:secret@db", "names no database")]
    [InlineData("Database=secret", "names no host")]
    [InlineData("secret", "is neither")]
    [InlineData("Host=db;Databse=secret", "is neither")]
    [InlineData("postgres://db/plane?secret=1", "is neither")]
    public void Read_Wrong_SaysWhatAndNotTheText(string text, string problem)
    {
        Assert.Null(PostgresAddress.Read(text, out var found));

        Assert.StartsWith(problem, found, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public void Complete_ConfiguredSettings_AreKept()
    {
        var complete = PostgresSettings.Complete(PostgresAddress.Read("Host=db;Database=plane;Keepalive=3;Options=-c work_mem=8MB", out _)!);

        Assert.Contains("work_mem=8MB", complete, StringComparison.Ordinal);
        Assert.Contains("idle_in_transaction_session_timeout=5s", complete, StringComparison.Ordinal);
        Assert.Contains("Keepalive=3", complete, StringComparison.OrdinalIgnoreCase);
    }
}
