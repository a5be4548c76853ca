using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What a rollout will do: compiled once by a recipe. Immutable.</summary>
public sealed record RolloutPlan
{
    /// <summary>The newest form this build writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Form of the plan.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The recipe that made it.</summary>
    public required RolloutStrategy Strategy { get; init; }

    /// <summary>Executed in order; at least one.</summary>
    public required IReadOnlyList<RolloutStep> Steps { get; init; }

    /// <summary>Limits the agents enforce alone while challengers answer; null means the endpoint's own.</summary>
    public GuardLimits? Guards { get; init; }

    /// <summary>Watched from the first step that moves traffic to the end; null where the strategy has no evidence by nature.</summary>
    public AnalysisTemplate? Watch { get; init; }

    /// <summary>What is assigned to a variant.</summary>
    public AssignmentUnit Assignment { get; init; } = AssignmentUnit.Caller;

    /// <summary>How long a step may wait for agents before a person is asked.</summary>
    public TimeSpan ProgressDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Share of the pool's members that must be reachable for a step to go on, 0 to 1.</summary>
    public double RequiredShare { get; init; } = 0.9;

    /// <summary>What is unusual about it, in sentences for people.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Versions that are no longer the stable one and answer or are judged at some step.</summary>
    public IReadOnlyList<int> Challengers(int stableVersion) =>
    [
        .. Steps.SelectMany(s => s switch
        {
            PrepareStep prepare => prepare.Versions,
            MirrorStep mirror => mirror.Versions,
            _ => [],
        }).Where(v => v != stableVersion).Distinct().Order(),
    ];

    /// <summary>Versions that answer in place of one that cannot, where that is not the stable one; they judge nobody and nobody judges them.</summary>
    public IReadOnlyList<int> Fallbacks => [.. Steps.OfType<RulesStep>().Select(r => r.Fallback?.Version).OfType<int>().Distinct()];

    /// <summary>Whether anything in the plan judges the new version before it becomes stable.</summary>
    public bool HasEvidence => Watch is not null || Steps.Any(s => s is AnalyseStep or ExperimentStep or BanditStep);

    /// <summary>The plan with another version at the next switch of the stable pointer, and at the gate before it.</summary>
    /// <param name="version">The version.</param>
    /// <param name="after">Index of the step behind which the switch is looked for.</param>
    public RolloutPlan SwitchingTo(int version, int after)
    {
        var place = Steps.Index().First(s => s.Index > after && s.Item is SwitchStep { Agents: null }).Index;
        return this with
        {
            Steps = [.. Steps.Select((step, index) => index == place ? new SwitchStep(version)
                : index > after && index < place && step is HoldStep { Duration: null } hold ? hold with { Gate = SwitchGate(version) } : step)],
        };
    }

    /// <summary>What a person decides before a switch.</summary>
    internal static string SwitchGate(int version) => $"switch all traffic to v{version}";

    /// <summary>Null when this build can run it.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.PlanUnsupported"/>.</returns>
    public Refusal? CheckReadable() => CheckReadable(SchemaVersion);

    /// <summary>Null when this build can run plans of a form.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.PlanUnsupported"/>.</returns>
    public static Refusal? CheckReadable(int schemaVersion) =>
        schemaVersion == CurrentSchemaVersion
            ? null
            : Refusal.OfField(RolloutRefusals.PlanUnsupported, "schemaVersion", $"is {schemaVersion}", $"this build reads {CurrentSchemaVersion}: use a control plane as new as the plan");
}
