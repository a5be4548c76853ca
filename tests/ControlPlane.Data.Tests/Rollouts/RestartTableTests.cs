using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Data.Tests.Rollouts;

/// <summary>
/// The control plane is restarted in the middle of each phase of each strategy, second by second. Every cell of that table is named: either it is
/// restarted in and nothing changes, or no rollout of the strategy is ever there, and the reason stands here.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RestartTableTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private static readonly Dictionary<(RolloutStrategy, RolloutPhase), string> NeverThere = new()
    {
        [(RolloutStrategy.Recreate, RolloutPhase.Progressing)] = "tearing down and loading are preparation, and the switch follows at once",
        [(RolloutStrategy.Shadow, RolloutPhase.Promoting)] = "a shadow ends where it began",
        [(RolloutStrategy.Shadow, RolloutPhase.Baking)] = "a shadow ends where it began",
    };

    private static readonly RolloutPhase[] Active = [.. Enum.GetValues<RolloutPhase>().Where(p => !RolloutTransitions.IsTerminal(p))];

    public static TheoryData<RolloutStrategy, RolloutPhase> Reached()
    {
        var cells = new TheoryData<RolloutStrategy, RolloutPhase>();
        foreach (var strategy in Enum.GetValues<RolloutStrategy>())
        {
            foreach (var phase in Active.Where(p => !NeverThere.ContainsKey((strategy, p))))
                cells.Add(strategy, phase);
        }

        return cells;
    }

    public static TheoryData<RolloutStrategy, RolloutPhase, string> Unreached()
    {
        var cells = new TheoryData<RolloutStrategy, RolloutPhase, string>();
        foreach (var ((strategy, phase), why) in NeverThere)
            cells.Add(strategy, phase, why);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Reached))]
    [Trait("Fault", "F49")]
    [Trait("Promise", "P6")]
    public void Restart_InTheMiddleOfAPhase_ChangesNothingOfTheLife(RolloutStrategy strategy, RolloutPhase phase)
    {
        var isAborted = phase == RolloutPhase.RollingBack;

        var undisturbed = RestartLife.Live(strategy, isAborted);
        var restarted = RestartLife.Live(strategy, isAborted, new StoredRollout(shared.Database), phase);

        Assert.True(restarted.Restarts >= 2, $"only {restarted.Restarts} restarts");
        Assert.Equal(undisturbed.Transcript, restarted.Transcript);
        Assert.Equal(isAborted ? RolloutPhase.Aborted : RolloutPhase.Succeeded, restarted.Rollout.Phase);
    }

    [Theory]
    [MemberData(nameof(Unreached))]
    public void Phase_ThatAStrategyHasNot_IsNeverEntered(RolloutStrategy strategy, RolloutPhase phase, string why)
    {
        foreach (var isAborted in (bool[])[false, true])
            Assert.True(!RestartLife.Live(strategy, isAborted).Phases.Contains(phase), $"{strategy} was {phase}, although {why}");
    }
}
