using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Schedules;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Rollouts;

/// <summary>
/// A life that lingers in every phase: it waits for a freeze to end, agents take three seconds to follow, a person pauses it for a while and answers
/// its gates late. In one phase the control plane is restarted every second.
/// </summary>
internal sealed class RestartLife
{
    private const int LengthOfPause = 5;

    // The first of them are as good as all; a phase may last for hours.
    private const int MostRestarts = 10;

    private readonly RolloutBuilder _world;
    private DateTimeOffset? _pausedAt;

    private RestartLife(RolloutStrategy strategy)
    {
        _world = RolloutBuilder.Started(StrategyDrafts.Of(strategy));
        _world.AgentsDelay = TimeSpan.FromSeconds(3);
        _world.Schedule = new ChangeSchedule { Freezes = [new FreezeWindow(_world.Now, _world.Now.AddSeconds(4), "the release party")] };
        _world.Conducts(1, RolloutBuilder.ALabelledVersion(0.9)).Conducts(2, RolloutBuilder.ALabelledVersion(0.95));
    }

    /// <summary>Every phase in which a second began.</summary>
    public HashSet<RolloutPhase> Phases { get; } = [];

    public IReadOnlyList<string> Transcript => _world.Transcript;

    public Rollout Rollout => _world.Rollout;

    /// <summary>How often the control plane was restarted.</summary>
    public int Restarts { get; private set; }

    /// <param name="strategy">The strategy.</param>
    /// <param name="isAborted">Whether a person aborts it in the pause.</param>
    /// <param name="stored">Where a restart goes through; null for none.</param>
    /// <param name="restartedIn">The phase in which it is restarted.</param>
    public static RestartLife Live(RolloutStrategy strategy, bool isAborted, StoredRollout? stored = null, RolloutPhase? restartedIn = null)
    {
        var life = new RestartLife(strategy);
        for (var second = 0; second < 4_000 && !life.Rollout.IsTerminal; second++)
        {
            life.Phases.Add(life.Rollout.Phase);
            if (stored is not null && life.Rollout.Phase == restartedIn && life.Restarts < MostRestarts)
            {
                life._world.Reload(stored.Restart);
                life.Restarts++;
            }

            life._world.Pass(TimeSpan.FromSeconds(1));
            life.Act(isAborted);
        }

        return life;
    }

    private void Act(bool isAborted)
    {
        var rollout = Rollout;
        if (_pausedAt is null && rollout.Phase is RolloutPhase.Preparing or RolloutPhase.Progressing && _world.Now - rollout.Run!.BeganAt >= TimeSpan.FromSeconds(2))
        {
            _pausedAt = _world.Now;
            _world.Do(RolloutVerbs.Pause(rollout, RolloutBuilder.Ada, "lunch"), RolloutBuilder.Ada);
        }
        else if (rollout.Phase == RolloutPhase.Paused && _world.Now - rollout.PausedSince >= TimeSpan.FromSeconds(LengthOfPause))
        {
            _world.Do(isAborted ? RolloutVerbs.Abort(rollout, RolloutBuilder.Ada, "no")
                : rollout.Pauses[0].Code == PauseCode.Gate ? RolloutVerbs.Promote(rollout, _world.Facts(), RolloutBuilder.Bob, "go")
                : RolloutVerbs.Resume(rollout, RolloutBuilder.Ada, "back"), RolloutBuilder.Bob);
        }
    }
}
