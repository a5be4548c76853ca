namespace ControlPlane.Cli.Tests.Hosting;

/// <summary>Tests that share one control plane.</summary>
[CollectionDefinition(RealControlPlane.Collection)]
public sealed class RealControlPlaneTests : ICollectionFixture<RealControlPlane>;
