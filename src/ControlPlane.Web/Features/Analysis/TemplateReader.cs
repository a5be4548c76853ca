using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Analysis;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Web.Api;
using ControlPlane.Web.Api.Resources;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Turns stored templates with arguments into analyses that can run, and says at once whatever could not. A singleton, thread-safe.</summary>
public sealed class TemplateReader(TemplateQueries templates, SourceAddresses addresses, SourceSecrets secrets)
{
    /// <summary>Null when a draft would make a template that can run with some arguments.</summary>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/>.</returns>
    public Refusal? Check(string name, TemplateDraft draft)
    {
        if (TemplateArguments.CheckParameters(draft.Parameters) is { } refusal)
            return refusal;
        var tried = Read(name, null, draft.Content, draft.Parameters, TemplateArguments.Samples(draft.Parameters));
        if (tried.Refusal is { } wrong)
            return wrong with { Code = TemplateRefusals.Invalid };
        return TemplateText.Unused(JsonNode.Parse(draft.Content)!, draft.Parameters) is [var unused, ..]
            ? Refusal.OfField(TemplateRefusals.Invalid, "parameters", $"declare '{unused}', which nothing names", $"write {{{{args.{unused}}}}} where it belongs, or leave it out")
            : null;
    }

    /// <summary>The analysis that a draft makes with arguments.</summary>
    /// <returns>Refusals: <see cref="TemplateRefusals.Invalid"/>, <see cref="TemplateRefusals.ArgumentInvalid"/>.</returns>
    public Outcome<AnalysisTemplate> Fill(string name, TemplateDraft draft, IReadOnlyDictionary<string, string> arguments) =>
        TemplateArguments.CheckParameters(draft.Parameters) is { } refusal
            ? refusal
            : TemplateArguments.Resolve("arguments", draft.Parameters, arguments).Then(values => Read(name, null, draft.Content, draft.Parameters, values));

    /// <summary>The draft with every named template in place of its name.</summary>
    /// <returns>Refusals: see <see cref="TemplateRefusals"/>.</returns>
    public async Task<Outcome<RolloutDraft>> ResolveAsync(RolloutDraft draft, CancellationToken cancellation, string path = "")
    {
        var resolved = draft;
        if (draft.Template is { } reference)
        {
            if (draft.Analysis is not null)
                return Refusal.OfField(TemplateRefusals.Invalid, $"{path}template", "is named beside an analysis of its own", "give one of the two");
            var found = await FindAsync($"{path}template", $"{path}arguments", reference, cancellation);
            if (found.Refusal is { } refusal)
                return refusal;
            resolved = draft with { Analysis = found.Value, Template = null };
        }
        else if (draft.Analysis is { } own && ProblemsOfSources($"{path}analysis.", own) is { Count: > 0 } problems)
        {
            return Join(problems);
        }

        var stages = new List<RolloutDraft>();
        foreach (var (index, stage) in draft.Stages.Index())
        {
            var outcome = await ResolveAsync(stage, cancellation, $"{path}stages[{index}].");
            if (outcome.Refusal is { } refusal)
                return refusal;
            stages.Add(outcome.Value);
        }

        return resolved with { Stages = stages };
    }

    private async Task<Outcome<AnalysisTemplate>> FindAsync(string field, string argumentField, TemplateReference reference, CancellationToken cancellation)
    {
        if (await templates.FindAsync(reference.Name, cancellation) is not { } template)
        {
            var known = (await templates.ListAsync(cancellation)).Select(t => t.Name).ToList();
            return Refusal.OfField(TemplateRefusals.NotFound, field, $"is '{reference.Name}', which does not exist", known.Count == 0 ? "make it first under analysis templates" : $"use one of {string.Join(", ", known)}");
        }

        var version = reference.Version is { } number ? template.Versions.FirstOrDefault(v => v.Number == number) : template.Versions[^1];
        if (version is null)
            return Refusal.OfField(TemplateRefusals.VersionNotFound, field, $"is '{reference}', a version that does not exist", $"use one of {string.Join(", ", template.Versions.Select(v => v.Number))}");
        return TemplateArguments.Resolve(argumentField, version.Parameters, reference.Arguments)
            .Then(values => Read(template.Name, version.Number, version.Content, version.Parameters, values));
    }

    private Outcome<AnalysisTemplate> Read(string name, int? version, string content, IReadOnlyList<TemplateParameter> parameters, IReadOnlyDictionary<string, string> values)
    {
        var filled = TemplateText.Fill(JsonNode.Parse(content)!, parameters, values);
        if (filled.Refusal is { } misplaced)
            return misplaced;
        try
        {
            var body = filled.Value.Deserialize<AnalysisBody>(ApiJson.Options)!;
            var template = body.ToTemplate() with { Name = name, Version = version, Arguments = values };
            IReadOnlyList<FieldProblem> problems = [.. template.FindProblems("").Select(p => p with { Field = p.Field.TrimStart('.') }), .. ProblemsOfSources("", template)];
            return problems.Count == 0 ? template : Join(problems);
        }
        catch (JsonException exception)
        {
            return JsonBody.OfException(exception) with { Code = TemplateRefusals.Invalid };
        }
    }

    private List<FieldProblem> ProblemsOfSources(string path, AnalysisTemplate template)
    {
        var problems = new List<FieldProblem>();
        foreach (var (index, check) in template.Checks.Index())
        {
            if (check.Source is not { } source)
                continue;
            if (addresses.WhyRefused(source.Address) is { } refused)
                problems.Add(new FieldProblem($"{path}checks[{index}].source.address", refused, "use a public address, or have it allowed with Analysis:AllowedPrivate"));
            if (source.Secret is { } secret && secrets.Find(secret) is { } known)
            {
                if (Uri.TryCreate(source.Address, UriKind.Absolute, out var address) && !known.IsFor(address))
                    problems.Add(new FieldProblem($"{path}checks[{index}].source.secret", $"is '{secret}', which is for {known.Host} alone", "name a secret of the address's own host, or leave it out"));
            }
            else if (source.Secret is not null)
            {
                problems.Add(new FieldProblem($"{path}checks[{index}].source.secret", $"is '{source.Secret}', which the configuration does not have", secrets.Names is { Count: > 0 } names ? $"use one of {string.Join(", ", names)}" : "set Secrets:NAME:Value and Secrets:NAME:Host in the configuration"));
            }
        }

        return problems;
    }

    private static Refusal Join(IReadOnlyList<FieldProblem> problems) =>
        new(TemplateRefusals.Invalid, $"{problems[0].Field}: {problems[0].Problem}; {problems[0].Remedy}{(problems.Count == 1 ? "" : $" ({problems.Count - 1} more)")}.") { Fields = problems };
}
