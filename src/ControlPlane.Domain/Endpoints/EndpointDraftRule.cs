using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Endpoints;

/// <summary>Whether a draft is acceptable. Stateless.</summary>
internal static class EndpointDraftRule
{
    public static Refusal? Check(EndpointDraft draft, IReadOnlySet<int> versions)
    {
        var problems = new Problems();
        problems.Add(NameRule.Check("endpoint", draft.Name));
        problems.Add(NameRule.Check("pool", draft.Pool));
        problems.Add(NameRule.Check("model", draft.Model));
        draft.Settings.Check(versions, problems);
        if (problems.Any)
            return problems.ToRefusal(EndpointRefusals.Invalid);

        return versions.Contains(draft.StableVersion)
            ? null
            : Refusal.OfField(
                EndpointRefusals.VersionNotFound,
                "stableVersion",
                $"is {draft.StableVersion}, which is not registered",
                $"use one of {TrafficSplit.Known(versions)}");
    }

    public static Refusal? CheckFixed(EndpointDraft draft, InferenceEndpoint endpoint)
    {
        var problems = new Problems();
        if (draft.Model != endpoint.Model)
            problems.Add("model", $"is '{draft.Model}', the endpoint answers with '{endpoint.Model}'", "create another endpoint for another model");
        if (draft.Pool != endpoint.Pool)
            problems.Add("pool", $"is '{draft.Pool}', the endpoint belongs to '{endpoint.Pool}'", "create another endpoint in the other pool");
        if (draft.InitialRouting is not null)
            problems.Add("initialRouting", "is given for an endpoint that exists", "leave it out: rollouts and people move its traffic");
        return problems.Any ? problems.ToRefusal(EndpointRefusals.Fixed) : null;
    }
}
