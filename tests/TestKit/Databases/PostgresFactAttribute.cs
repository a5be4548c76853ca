using Xunit;

namespace ControlPlane.TestKit.Databases;

/// <summary>A fact that needs a PostgreSQL server; it skips, saying so, where none is installed.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Skips where PostgreSQL is not installed.</summary>
    public PostgresFactAttribute() => Skip = PostgresServer.SkipReason;
}
