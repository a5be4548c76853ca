using ControlPlane.Domain.Actors;

namespace ControlPlane.Domain.Rollouts;

/// <summary>One entry of a rollout's history: appended, never changed.</summary>
public sealed class RolloutEvent
{
    private RolloutEvent()
    {
    }

    /// <summary>Given by the database, ascending in the order of commits.</summary>
    public long Id { get; private init; }

    /// <summary>Id of the rollout.</summary>
    public string Rollout { get; private init; } = null!;

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Who.</summary>
    public string Actor { get; private init; } = null!;

    /// <summary>By which way.</summary>
    public ChangeWay Way { get; private init; }

    /// <summary>What moved it; null for a change within a phase, or for something that was refused.</summary>
    public RolloutTrigger? Trigger { get; private init; }

    /// <summary>The phase afterwards.</summary>
    public RolloutPhase Phase { get; private init; }

    /// <summary>Index of the step afterwards; −1 before the first.</summary>
    public int Step { get; private init; }

    /// <summary>What happened and why, in one sentence with numbers.</summary>
    public string Sentence { get; private init; } = null!;

    /// <summary>Why, in the actor's words; empty when nothing was said.</summary>
    public string Reason { get; private init; } = null!;

    /// <summary>The numbers it rests on.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; private init; } = new Dictionary<string, double>();

    /// <summary>Code of the refusal; null unless somebody asked for something that was refused.</summary>
    public string? RefusalCode { get; private init; }

    /// <summary>The entry of something that happened.</summary>
    public static RolloutEvent Of(Rollout rollout, RolloutDecision decision, Actor actor, string reason, DateTimeOffset now) => new()
    {
        Rollout = rollout.Id,
        At = now,
        Actor = actor.Name,
        Way = actor.Way,
        Trigger = decision.Trigger,
        Phase = rollout.Phase,
        Step = rollout.Step,
        Sentence = decision.Sentence,
        Reason = reason,
        Numbers = decision.Numbers,
    };

    /// <summary>The entry of something that was asked for and refused.</summary>
    public static RolloutEvent OfRefusal(Rollout rollout, string asked, string code, string sentence, Actor actor, DateTimeOffset now) => new()
    {
        Rollout = rollout.Id,
        At = now,
        Actor = actor.Name,
        Way = actor.Way,
        Phase = rollout.Phase,
        Step = rollout.Step,
        Sentence = $"Refused to {asked}: {sentence}",
        Reason = "",
        RefusalCode = code,
    };
}
