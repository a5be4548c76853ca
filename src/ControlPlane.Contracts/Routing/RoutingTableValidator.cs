using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Contracts.Routing;

/// <summary>
/// The checks a table must pass, linked by both ends: the control plane runs them before it publishes, an agent before it accepts.
/// Stateless.
/// </summary>
public static class RoutingTableValidator
{
    /// <summary>Null when the table is sound; otherwise one refusal that lists every problem.</summary>
    public static Refusal? Check(RoutingTable table)
    {
        if (table.SchemaVersion != RoutingTable.CurrentSchemaVersion)
        {
            return new Refusal(
                RefusalCodes.SchemaUnsupported,
                $"The table has schema version {table.SchemaVersion}, this build reads {RoutingTable.CurrentSchemaVersion}.");
        }

        var problems = new List<FieldProblem>();
        var prepared = table.Prepare.Select(p => (p.Model, p.Version)).ToHashSet();
        foreach (var endpoint in table.Endpoints)
            CheckEndpoint(endpoint, prepared, problems);

        foreach (var twin in table.Endpoints.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add(new FieldProblem($"endpoints[{twin.Key}]", "is defined twice", "name each endpoint once"));

        return problems.Count == 0
            ? null
            : new Refusal(RefusalCodes.UnresolvedReference, $"The table has {problems.Count} problem(s); first: {problems[0].Field} {problems[0].Problem}.")
            {
                Fields = problems,
            };
    }

    private static void CheckEndpoint(EndpointRouting endpoint, HashSet<(string, int)> prepared, List<FieldProblem> problems)
    {
        var path = $"endpoints[{endpoint.Name}]";
        var answering = endpoint.Variants.Where(v => v.Role != VariantRole.Shadow).Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var variant in endpoint.Variants)
        {
            if (!prepared.Contains((endpoint.Model, variant.Version)))
                problems.Add(new FieldProblem($"{path}.variants[{variant.Name}].version", $"is {variant.Version}, which is not prepared", "add it to prepare"));
            if (variant.Buckets.Sum(b => b.Count) != variant.Weight)
                problems.Add(new FieldProblem($"{path}.variants[{variant.Name}].buckets", $"do not add up to its weight {variant.Weight}", "give one bucket per basis point"));
        }

        if (!answering.Contains(endpoint.StableVariant))
            problems.Add(new FieldProblem($"{path}.stableVariant", $"is '{endpoint.StableVariant}', which is no answering variant", "name one of its variants"));

        CheckCover($"{path}.variants", endpoint.Variants.SelectMany(v => v.Buckets), problems);
        foreach (var rule in endpoint.Rules)
            CheckRule($"{path}.rules[{rule.Id}]", rule, answering, problems);

        CheckCohorts(path, endpoint, answering, problems);
        foreach (var shadow in endpoint.Shadows.Where(s => !endpoint.Variants.Any(v => v.Name == s.Variant && v.Role == VariantRole.Shadow)))
            problems.Add(new FieldProblem($"{path}.shadows", $"name '{shadow.Variant}', which is no shadow variant", "give that variant the role shadow"));
    }

    private static void CheckRule(string path, RoutingRule rule, HashSet<string> answering, List<FieldProblem> problems)
    {
        if ((rule.Variant is null) == (rule.Split is null))
            problems.Add(new FieldProblem(path, "has both or neither of variant and split", "give exactly one"));

        string[] named = rule.Variant is { } variant ? [variant] : [.. rule.Split?.Select(s => s.Variant) ?? []];
        foreach (var name in named.Where(n => !answering.Contains(n)))
            problems.Add(new FieldProblem($"{path}.variant", $"is '{name}', which is no answering variant", "name one of the endpoint's variants"));

        if (rule.Split is not null)
            CheckCover($"{path}.split", rule.Split.SelectMany(s => s.Buckets), problems);
    }

    private static void CheckCohorts(string path, EndpointRouting endpoint, HashSet<string> answering, List<FieldProblem> problems)
    {
        foreach (var cohort in endpoint.Cohorts)
        {
            IEnumerable<string> named = [.. cohort.Split.Select(s => s.Variant), cohort.StableVariant ?? endpoint.StableVariant];
            foreach (var name in named.Where(n => !answering.Contains(n)))
                problems.Add(new FieldProblem($"{path}.cohorts[{cohort.Name}]", $"names '{name}', which is no answering variant", "name one of the endpoint's variants"));
            CheckCover($"{path}.cohorts[{cohort.Name}].split", cohort.Split.SelectMany(s => s.Buckets), problems);
        }

        foreach (var twin in endpoint.Cohorts.SelectMany(c => c.Agents).GroupBy(a => a, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add(new FieldProblem($"{path}.cohorts", $"name the agent {twin.Key} twice", "name each agent in one cohort"));
    }

    private static void CheckCover(string path, IEnumerable<BucketInterval> intervals, List<FieldProblem> problems)
    {
        var next = 0;
        foreach (var interval in intervals.OrderBy(i => i.Start))
        {
            if (interval.Start != next || interval.End <= interval.Start)
                break;
            next = interval.End;
        }

        if (next != StickyHash.BucketCount)
            problems.Add(new FieldProblem(path, $"leave a gap or overlap at bucket {next}", $"cover 0 to {StickyHash.BucketCount} exactly once"));
    }
}
