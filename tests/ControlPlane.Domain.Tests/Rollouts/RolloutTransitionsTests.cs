using System.Text;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Routing;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class RolloutTransitionsTests
{
    private static readonly RolloutPhase[] Active = [.. Enum.GetValues<RolloutPhase>().Where(p => !RolloutTransitions.IsTerminal(p))];

    [Fact]
    public void Next_TerminalPhases_LeadNowhere() =>
        Assert.DoesNotContain(RolloutTransitions.All, t => RolloutTransitions.IsTerminal(t.From));

    [Fact]
    public void Next_EveryActivePhase_CanBeAbortedOrIsOnTheWayBack() =>
        Assert.All(Active.Where(p => p != RolloutPhase.RollingBack), p => Assert.NotNull(RolloutTransitions.Next(p, RolloutTrigger.Abort)));

    [Fact]
    public void Next_EveryActivePhase_ReachesATerminalOne()
    {
        foreach (var start in Active)
        {
            var reached = new HashSet<RolloutPhase> { start };
            while (RolloutTransitions.All.Where(t => reached.Contains(t.From)).Select(t => t.To).Any(reached.Add))
            {
                // Until nothing new is reached.
            }

            Assert.Contains(reached, RolloutTransitions.IsTerminal);
        }
    }

    [Fact]
    public void Next_SucceededIsReached_OnlyByCompleting() =>
        Assert.All(RolloutTransitions.All.Where(t => t.To == RolloutPhase.Succeeded), t => Assert.Equal(RolloutTrigger.Complete, t.Trigger));

    [Fact]
    public void Document_MadeFromTheTable_IsWhatTheDocsHold()
    {
        var file = Path.Combine(GoldenFile.Repository, "docs", "rollout-phases.md");
        GoldenFile.Check(file, Document(), Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1");
    }

    private static string Document()
    {
        var text = new StringBuilder();
        text.Append("# Phases of a rollout\n\n");
        text.Append("Made from the one transition table (`Domain/Rollouts/RolloutTransitions.cs`); a test compares this page with it.\n");
        text.Append("What is not in the table is refused with the code `illegal_move` and changes nothing.\n\n");
        text.Append("| phase | trigger | next phase |\n|---|---|---|\n");
        foreach (var (from, trigger, to) in RolloutTransitions.All)
            text.Append($"| {PhaseText.Of(from)} | {TriggerText.Of(trigger)} | {PhaseText.Of(to)} |\n");
        text.Append("\nTerminal: ");
        text.AppendJoin(", ", Enum.GetValues<RolloutPhase>().Where(RolloutTransitions.IsTerminal).Select(PhaseText.Of));
        text.Append(".\n");
        return text.ToString();
    }
}
