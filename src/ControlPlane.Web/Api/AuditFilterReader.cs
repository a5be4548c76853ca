using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Web.Features.Audit;

namespace ControlPlane.Web.Api;

/// <summary>Reads which entries of the audit are asked for. Stateless.</summary>
internal static class AuditFilterReader
{
    /// <summary>Reads <c>?actor=&amp;kind=&amp;name=&amp;endpoint=&amp;from=&amp;to=</c>.</summary>
    /// <returns>Refusal: <c>query_malformed</c>, with every wrong parameter.</returns>
    public static Outcome<AuditFilter> Read(IQueryCollection query, DateTimeOffset now)
    {
        var problems = new List<FieldProblem>();
        var kind = Text(query, "kind");
        if (kind is not null && AuditKinds.Find(kind) is null)
            problems.Add(new FieldProblem("kind", $"is '{kind}'", $"use one of {string.Join(", ", AuditKinds.Words)}"));
        var filter = new AuditFilter
        {
            Actor = Text(query, "actor"),
            Subject = AuditKinds.Find(kind),
            Name = Text(query, "name"),
            Endpoint = Text(query, "endpoint"),
            From = MetricsRange.Bound(query, "from", now, problems),
            To = MetricsRange.Bound(query, "to", now, problems),
        };
        if (filter is { From: { } from, To: { } to } && from >= to)
            problems.Add(new FieldProblem("from", $"is {from:O}, not before {to:O}", "name an earlier instant"));
        return problems.Count == 0 ? filter : MetricsRange.Malformed(problems);
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
