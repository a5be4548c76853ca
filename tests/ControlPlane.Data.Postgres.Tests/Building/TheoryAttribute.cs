using ControlPlane.TestKit.Databases;

namespace ControlPlane.Data.Tests;

/// <summary>As <see cref="FactAttribute"/>, with data.</summary>
public sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute() => Skip = PostgresServer.SkipReason;
}
