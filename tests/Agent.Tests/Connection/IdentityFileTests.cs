using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class IdentityFileTests
{
    private static readonly IdentityDocument Document = new(
        "http://127.0.0.1:6100",
        "production",
        new JoinResponse { AgentId = "agent-1", ClusterId = "cluster-1", Credential = "secret", FeedbackKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)] });

    private readonly MemoryDisk _disk = new();

    [Fact]
    public void Load_WhatWasSaved_IsTheSameIdentity()
    {
        IdentityFile.Save(_disk, "/data", Document);

        var kept = IdentityFile.Load(_disk, "/data").Value.Document!;

        Assert.Equal(("agent-1", "cluster-1", "secret", "production"), (kept.Membership.AgentId, kept.Membership.ClusterId, kept.Membership.Credential, kept.Pool));
        Assert.Equal(Document.Membership.FeedbackKey, kept.Membership.FeedbackKey);
    }

    [Fact]
    public void Load_NoFile_IsNoIdentityAndNoMistake() => Assert.Null(IdentityFile.Load(_disk, "/data").Value.Document);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"controlPlane":"x","pool":"p","membership":{"agentId":"a","clusterId":"c","credential":"s","feedbackKey":"AAAA"}}""")]
    public void Load_Damaged_SaysWhatToDo(string text)
    {
        _disk["/data/identity.json"] = System.Text.Encoding.UTF8.GetBytes(text);

        var refusal = IdentityFile.Load(_disk, "/data").Refusal!;

        Assert.Equal("identity_unreadable", refusal.Code);
        Assert.Contains("join token", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_DeathAtEveryChange_LeavesNoIdentityOrAWholeOne()
    {
        for (var change = 1; change <= 5; change++)
        {
            var disk = new MemoryDisk { Fault = (change, DiskFault.ProcessDiesInTheMiddle) };
            try
            {
                IdentityFile.Save(disk, "/data", Document);
            }
            catch (ProcessDiedException)
            {
                // As ordered.
            }

            var kept = IdentityFile.Load(disk.AfterKill(), "/data");
            Assert.True(kept.IsAccepted);
            Assert.True(kept.Value.Document is null or { Membership.AgentId: "agent-1" });
        }
    }
}
