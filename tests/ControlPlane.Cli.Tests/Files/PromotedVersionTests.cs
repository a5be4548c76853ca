using System.Text.Json.Nodes;
using ControlPlane.Cli.Files;

namespace ControlPlane.Cli.Tests.Files;

public sealed class PromotedVersionTests
{
    [Fact]
    public void Find_VersionThatARolloutReplaced_SaysWhichOneStays() => Assert.Equal(
        "the rollout of 2026-03-01 12:00:00Z made version 2 the stable one, and it stays until the file names another than 1; write 2 to agree",
        PromotedVersion.Find([Rollout(2, 3), Rollout(1, 2)], 2, 1));

    [Fact]
    public void Find_VersionThatNoRolloutReplaced_IsTheFiles() => Assert.Null(PromotedVersion.Find([Rollout(1, 3)], 2, 1));

    [Fact]
    public void Find_VersionThatWasNotTheOneReplaced_IsTheFiles() => Assert.Null(PromotedVersion.Find([Rollout(1, 2)], 2, 4));

    private static JsonObject Rollout(int stable, int version) => new()
    {
        ["createdAt"] = "2026-03-01T12:00:00Z",
        ["stableVersion"] = stable,
        ["versions"] = new JsonArray(version),
    };
}
