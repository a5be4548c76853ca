using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <content>The only way a rollout changes.</content>
public sealed partial class Rollout
{
    /// <summary>Carries a decision out, on the rollout and on its endpoint. The only mutator.</summary>
    /// <param name="endpoint">The rollout's endpoint.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="actor">Who decided.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>What happened to the endpoint. Refusal: <see cref="RolloutRefusals.IllegalMove"/>; then nothing has changed.</returns>
    public Outcome<EndpointChange> Apply(InferenceEndpoint endpoint, RolloutDecision decision, Actor actor, DateTimeOffset now)
    {
        var next = decision.Trigger is { } trigger ? RolloutTransitions.Next(Phase, trigger) : Phase;
        if (next is not { } phase)
            return new Refusal(RolloutRefusals.IllegalMove, $"A rollout that is {PhaseText.Of(Phase)} cannot take the move '{TriggerText.Of(decision.Trigger!.Value)}'.");

        EndRun(decision, now);
        var before = Phase;
        Phase = phase;
        Enter(decision, before, actor, now);
        Take(decision, now);
        var change = RolloutShape.Change(this, endpoint, decision, now);
        if (change.HasEffect)
            BeginStratum(endpoint.RouteRevision, now);
        if (decision.Trigger is RolloutTrigger.Undo)
            TripsFrom = StratumRevision;
        if (decision.IsEvent)
            Sentence = decision.Sentence;
        EndedAt ??= IsTerminal ? now : null;
        ChangedAt = now;
        ConcurrencyVersion++;
        return change;
    }

    private void EndRun(RolloutDecision decision, DateTimeOffset now)
    {
        if (Run is not { EndedAt: null } run || decision.Outcome is not { } outcome)
            return;
        Runs =
        [
            .. Runs.SkipLast(1),
            run with
            {
                EndedAt = now,
                Outcome = outcome,
                Sentence = decision.Sentence,
                Paused = run.Paused + PauseTime(run, now),
                Concluded = CurrentStep is ExperimentStep ? (decision.Gate ?? Gate)?.Comparison : null,
            },
        ];
    }

    private void Enter(RolloutDecision decision, RolloutPhase before, Actor actor, DateTimeOffset now)
    {
        if (decision.Pause is { } code)
        {
            Pauses = [.. Pauses.Where(p => p.Code != code), new PauseReason(code, decision.Sentence, actor.Name, now)];
            HeldForDriftAt = code == PauseCode.Drift ? now : HeldForDriftAt;
        }
        else if (decision.Trigger is not null)
        {
            if (Run is { EndedAt: null } run && Phase != RolloutPhase.RollingBack)
                Runs = [.. Runs.SkipLast(1), run with { Paused = run.Paused + PauseTime(run, now) }];
            Pauses = [];
        }

        // A person who lets it go on gives every source another series of attempts, and agents the whole time again.
        if (before == RolloutPhase.Paused && Phase != RolloutPhase.Paused)
        {
            Watch = Watch?.WithoutErrors();
            Gate = Gate?.WithoutErrors();
            if (Run is { EndedAt: null } held)
                Runs = [.. Runs.SkipLast(1), held with { WaitsSince = now, Hook = null }];
        }

        if (decision.Trigger == RolloutTrigger.Undo)
            Runs = [.. Runs, new StepRun { Step = Step, BeganAt = now, Bandit = Run?.Bandit }];
        if (decision.Step is not { } step || step == Step)
            return;
        Step = step;
        StartedAt ??= now;
        Gate = null;
        if (Plan.Steps[step] is SplitStep or SwitchStep or BanditStep)
            Weights = null;
        Runs = [.. Runs, new StepRun { Step = step, BeganAt = now, ConfirmedAt = StratumSince is null ? null : now }];
    }

    private void Take(RolloutDecision decision, DateTimeOffset now)
    {
        Weights = decision.Weights ?? Weights;
        Watch = decision.Watch ?? Watch;
        Gate = decision.Gate ?? Gate;
        Baseline = decision.Baseline ?? Baseline;
        if (decision.Trigger is RolloutTrigger.RollBack or RolloutTrigger.Abort)
        {
            IsAborted = decision.Trigger == RolloutTrigger.Abort;
            Timings = (decision.Timings ?? new RolloutTimings()) with { DetectedAt = decision.Timings?.DetectedAt ?? now, DecidedAt = now, PublishedAt = now };
        }
        else if (decision.Timings is { } timings)
        {
            Timings = timings;
        }

        if (decision.Bandit is { } bandit)
            Runs = [.. Runs.SkipLast(1), Run! with { Bandit = bandit }];
        if (decision.Hook is { } hook)
            Runs = [.. Runs.SkipLast(1), Run! with { Hook = hook }];
        if (decision.Target is { } target)
            Plan = Plan.SwitchingTo(target, Step);
        if (decision.IsConfirmed)
            Confirm(now);
        if (decision.Plan is { } plan)
            BeginAnew(plan, now);
    }

    // The split stays, so agents have nothing to confirm; what was seen under the plan before decides nothing any more.
    private void BeginAnew(RolloutPlan plan, DateTimeOffset now)
    {
        Plan = plan;
        Gate = null;
        Watch = null;
        StratumSince = StratumSince is null ? null : now;
        Runs = [.. Runs, new StepRun { Step = Step, BeganAt = now, ConfirmedAt = StratumSince }];
    }

    private void Confirm(DateTimeOffset now)
    {
        StratumSince ??= now;
        if (Run is { ConfirmedAt: null } run)
            Runs = [.. Runs.SkipLast(1), run with { ConfirmedAt = now }];

        // The first confirmed step after a tear-down ends the gap.
        if (Gap is null && CurrentStep is SwitchStep && Runs.FirstOrDefault(r => Plan.Steps[r.Step] is TearDownStep { Agents: null }) is { } gone)
            Gap = now - gone.BeganAt;
    }

    private void BeginStratum(long revision, DateTimeOffset now)
    {
        if (StratumRevision == 0)
            TripsFrom = revision;
        Runs = EvidenceLedger.WithStratum(Runs, Watch, now);
        StratumRevision = revision;
        StratumSince = null;
        Watch = null;
        Gate = null;
        if (Run is { EndedAt: null } run)
            Runs = [.. Runs.SkipLast(1), run with { ConfirmedAt = null, WaitsSince = now, Paused = TimeSpan.Zero }];
    }

    private TimeSpan PauseTime(StepRun run, DateTimeOffset now) =>
        PausedSince is { } since && run.ConfirmedAt is { } confirmed ? now - (since > confirmed ? since : confirmed) : TimeSpan.Zero;
}
