using ControlPlane.TestKit.Databases;

namespace ControlPlane.Data.Tests;

/// <summary>Every fact of this assembly needs a PostgreSQL server and skips, saying so, where none is installed. Nearer than xunit's own, so that shared files mean this one.</summary>
public sealed class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute() => Skip = PostgresServer.SkipReason;
}
