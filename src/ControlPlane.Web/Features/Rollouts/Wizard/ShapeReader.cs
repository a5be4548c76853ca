using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Reads what was typed into a draft, or says what cannot be read, field by field. Belongs to one reading, not thread-safe.</summary>
public sealed class ShapeReader
{
    private readonly IReadOnlyDictionary<string, string> _fields;
    private readonly List<FieldProblem> _problems = [];

    private ShapeReader(IReadOnlyDictionary<string, string> fields) => _fields = fields;

    /// <summary>The draft of a choice with a strategy.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.Invalid"/>.</returns>
    public static Outcome<RolloutDraft> Read(WizardChoice choice)
    {
        var strategy = choice.Strategy ?? RolloutStrategy.Canary;
        var names = ShapeFields.Of(strategy).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);

        // Fields of a strategy that was looked at before stay in the address, and out of the draft.
        var reader = new ShapeReader(choice.Fields.Where(f => names.Contains(f.Key) || f.Key.StartsWith(ShapeFields.Arguments, StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal));
        var draft = reader.Draft(strategy, choice.Versions);
        return reader._problems.Count == 0
            ? draft
            : new Refusal(RolloutRefusals.Invalid, string.Join(" ", reader._problems.Select(p => $"{p.Field} {p.Problem}; {p.Remedy}."))) { Fields = reader._problems };
    }

    private RolloutDraft Draft(RolloutStrategy strategy, IReadOnlyList<int> versions)
    {
        var draft = new RolloutDraft
        {
            Strategy = strategy,
            Versions = versions,
            Steps = Percents("steps"),
            Hold = Time("hold"),
            Bake = Time("bake"),
            KeepWarm = Time("keepWarm"),
            Horizon = Time("horizon"),
            Share = Percent("share"),
            Agents = Whole("agents"),
            MaxUnavailable = Whole("maxUnavailable"),
            MaxSurge = Whole("maxSurge"),
            MinimumRequests = Whole("minimumRequests"),
            MinimumAccuracy = Percent("minimumAccuracy") / (double)TrafficWeight.Whole,
            MinimumCoverage = Percent("minimumCoverage") / (double)TrafficWeight.Whole,
            Patience = Time("patience"),
            Samples = Whole("samples"),
            Margin = Number("margin"),
            Alpha = Number("alpha"),
            Power = Number("power"),
            Floor = Percent("floor"),
            ChampionFloor = Percent("championFloor"),
            MaximumMove = Percent("maximumMove"),
            Epsilon = Percent("epsilon") / (double)TrafficWeight.Whole,
            AttributionWindow = Time("attributionWindow"),
            HalfLife = Time("halfLife"),
            EndProbability = Percent("endProbability") / (double)TrafficWeight.Whole,
            Missing = WizardChoice.ReadWord<MissingReward>(Text("missing")),
            Preview = Text("preview"),
            Hypothesis = Text("hypothesis"),
            Metric = Text("metric"),
            Policy = WizardChoice.ReadWord<BanditPolicy>(Text("policy")),
            PerRequest = Switch("perRequest") ?? false,
            Gate = Switch("gate"),
            NeedsApproval = Switch("needsApproval") ?? false,
            HasBaseline = Switch("baseline") ?? false,
            RollsForward = Switch("rollForward") ?? false,
            Segment = Segment(),
            Rules = Rules(versions),
            Fallback = Fallback(),
            Guards = Guards(),
            Template = Template(),
            Hooks = HookFields.Read(_fields),
        };
        return strategy == RolloutStrategy.Plan ? draft with { Template = null, Steps = null, Share = null, Samples = null, Stages = Stages(draft) } : draft;
    }

    private IReadOnlyList<RolloutDraft> Stages(RolloutDraft whole) =>
    [
        .. (Text("stages") ?? ShapeFields.Stages[0].Value).Split(',').Select(word => WizardChoice.ReadWord<RolloutStrategy>(word)).OfType<RolloutStrategy>().Select(stage => new RolloutDraft
        {
            Strategy = stage,
            Versions = whole.Versions,
            Hold = whole.Hold,
            Share = stage == RolloutStrategy.Shadow ? whole.Share : null,
            Steps = stage == RolloutStrategy.Canary ? whole.Steps : null,
            Samples = stage == RolloutStrategy.AbTest ? whole.Samples : null,
            MinimumRequests = whole.MinimumRequests,
            Template = whole.Template,
        }),
    ];

    private string? Text(string name) => _fields.GetValueOrDefault(name)?.Trim() is { Length: > 0 } text ? text : null;

    private bool? Switch(string name) => Text(name) switch
    {
        null => null,
        var word => word == "yes",
    };

    private TimeSpan? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DurationText.TryParse(text.Replace(" ", "", StringComparison.Ordinal), out var time))
            return time;
        return Refuse<TimeSpan>(name, $"is '{text}'", "use a number with its unit, such as 90s, 5m or 2h");
    }

    private int? Whole(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : Refuse<int>(name, $"is '{text}'", "use a whole number");
    }

    private double? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : Refuse<double>(name, $"is '{text}'", "use a number");
    }

    private int? Percent(string name) => Text(name) is { } text ? BasisPoints(name, text) : null;

    private IReadOnlyList<int>? Percents(string name)
    {
        if (Text(name) is not { } text)
            return null;
        var shares = text.Split([',', ' ', ';', '%'], StringSplitOptions.RemoveEmptyEntries).Select(part => BasisPoints(name, part)).ToList();
        return shares.All(s => s is not null) ? [.. shares.OfType<int>()] : null;
    }

    private int? BasisPoints(string name, string text) =>
        decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? (int)Math.Round(percent * 100, MidpointRounding.AwayFromZero)
            : Refuse<int>(name, $"is '{text}'", "use per cent from 0 to 100");

    // Arguments of a template that was looked at before stay in the address; only those named with a template count.
    private TemplateReference? Template() => Text("template") is { } name
        ? new TemplateReference(name, null, _fields.Where(f => f.Key.StartsWith(ShapeFields.Arguments, StringComparison.Ordinal)).ToDictionary(f => f.Key[ShapeFields.Arguments.Length..], f => f.Value.Trim(), StringComparer.Ordinal))
        : null;

    private GuardLimits? Guards()
    {
        if (Text("guards.errorShare") is null && Text("guards.latencyP99Milliseconds") is null)
            return null;

        // What is left empty keeps the usual limit.
        var usual = new GuardLimits { ErrorShare = 0.2, TimeoutShare = 0.2, InvalidOutputShare = 0.2 };
        return usual with
        {
            ErrorShare = Percent("guards.errorShare") is { } share ? share / (double)TrafficWeight.Whole : usual.ErrorShare,
            LatencyP99Milliseconds = Number("guards.latencyP99Milliseconds"),
        };
    }

    private FallbackAnswer? Fallback()
    {
        var (version, constant) = (Whole("fallback.version"), Text("fallback.constant"));
        if (version is not null && constant is not null)
            _problems.Add(new FieldProblem("fallback.constant", "stands beside a version", "choose a version or give a constant answer, not both"));
        return version is null && constant is null ? null : new FallbackAnswer(version, constant);
    }

    private IReadOnlyList<AttributeCondition> Segment()
    {
        if (Text("segment") is not { } text)
            return [];
        var parts = text.Split('=', 2);
        if (parts.Length == 2 && parts[0].Trim().Length > 0 && parts[1].Trim().Length > 0)
            return [new AttributeCondition(parts[0].Trim(), ConditionOperator.In, Split(parts[1]))];
        _problems.Add(new FieldProblem("segment", $"is '{text}'", "use attribute=value, such as region=eu"));
        return [];
    }

    private List<FlagRule>? Rules(IReadOnlyList<int> versions)
    {
        if (Text("rules") is not { } text || versions.Count == 0)
            return null;
        var rules = new List<FlagRule>();
        foreach (var (index, line) in RuleLine.Parse(text).Index())
        {
            var share = BasisPoints($"rules[{index}].share", line.Share.Length == 0 ? "100" : line.Share) ?? TrafficWeight.Whole;
            rules.Add(new FlagRule(line.Id, line.Attribute.Length == 0 ? [] : [new AttributeCondition(line.Attribute, line.Operator, line.Operator == ConditionOperator.Exists ? [] : Split(line.Values))], versions[0], share));
            if (line.Attribute.Length > 0 && line.Operator != ConditionOperator.Exists && Split(line.Values).Count == 0)
                _problems.Add(new FieldProblem($"rules[{index}].values", "are empty", "name at least one value, separated by commas"));
        }

        return rules;
    }

    private static List<string> Split(string values) => [.. values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private T? Refuse<T>(string field, string problem, string remedy)
        where T : struct
    {
        _problems.Add(new FieldProblem(field, problem, remedy));
        return null;
    }
}
