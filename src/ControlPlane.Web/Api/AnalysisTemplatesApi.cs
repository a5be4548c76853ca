using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Analysis;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Analysis;

namespace ControlPlane.Web.Api;

/// <summary>Analysis templates: list, look, make, add a version, try, delete. A version cannot be changed.</summary>
internal static class AnalysisTemplatesApi
{
    private const string Path = "/analysis-templates";

    public static void MapAnalysisTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup(Path).WithTags("analysis templates");
        templates.MapGet("", ListAsync).WithName("ListAnalysisTemplates").ProducesPage<TemplateResource>();
        templates.MapPost("", CreateAsync).WithName("CreateAnalysisTemplate").IsIdempotent().Accepts<TemplateBody>("application/json")
            .Produces<TemplateResource>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        templates.MapGet("/{template}", GetAsync).WithName("GetAnalysisTemplate").Produces<TemplateResource>().ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapDelete("/{template}", DeleteAsync).WithName("DeleteAnalysisTemplate").IsConditional()
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapPost("/{template}/versions", AddAsync).WithName("AddAnalysisTemplateVersion").IsIdempotent().IsConditional().Accepts<TemplateBody>("application/json")
            .Produces<TemplateResource>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapGet("/{template}/versions/{version:int}", GetVersionAsync).WithName("GetAnalysisTemplateVersion")
            .Produces<TemplateVersionResource>().ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapPost("/{template}/try", TryAsync).WithName("TryAnalysisTemplate").IsIdempotent().Accepts<TrialBody>("application/json")
            .Produces<TrialResource>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TemplateQueries templates, CancellationToken cancellation)
    {
        var found = await templates.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(found.Select(TemplateResource.Of), t => t.Name)));
    }

    private static async Task<IResult> GetAsync(string template, HttpResponse response, TemplateQueries templates, CancellationToken cancellation)
    {
        if (await templates.FindAsync(template, cancellation) is not { } found)
            return RefusalResults.Of(AddTemplateVersionCommand.NotFound(template));
        response.Headers.ETag = EntityTags.Of(found.ConcurrencyVersion);
        return Results.Ok(TemplateResource.Of(found));
    }

    private static async Task<IResult> GetVersionAsync(string template, int version, TemplateQueries templates, CancellationToken cancellation)
    {
        if (await templates.FindAsync(template, cancellation) is not { } found)
            return RefusalResults.Of(AddTemplateVersionCommand.NotFound(template));
        return found.Versions.FirstOrDefault(v => v.Number == version) is { } one ? Results.Ok(TemplateVersionResource.Of(one)) : RefusalResults.Of(NoVersion(found, version));
    }

    private static Refusal NoVersion(RegisteredTemplate template, int version) =>
        new(TemplateRefusals.VersionNotFound, $"The analysis template '{template.Name}' has no version {version}; it has {string.Join(", ", template.Versions.Select(v => v.Number))}.");

    private static async Task<IResult> TryAsync(string template, HttpRequest request, TemplateQueries templates, TryTemplateQuery trials, CommandAccess access, Caller caller, CancellationToken cancellation)
    {
        // It asks sources outside, with their secrets.
        if (await access.CheckAsync(caller.Actor, Permission.Deploy, AccessScope.Anywhere, cancellation) is { } forbidden)
            return RefusalResults.Of(forbidden);
        var body = await JsonBody.ReadAsync<TrialBody>(request, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        if (await templates.FindAsync(template, cancellation) is not { } found)
            return RefusalResults.Of(AddTemplateVersionCommand.NotFound(template));
        var number = body.Value.Version ?? found.Versions[^1].Number;
        if (found.Versions.FirstOrDefault(v => v.Number == number) is not { } version)
            return RefusalResults.Of(NoVersion(found, number));

        var arguments = body.Value.Arguments.ToDictionary(a => a.Key, a => ArgumentText.Of(a.Value) ?? "", StringComparer.Ordinal);
        var outcome = await trials.RunAsync(found.Name, new TemplateDraft(version.Content, version.Parameters), arguments, body.Value.Endpoint, cancellation);
        return outcome.ToResult(t => Results.Ok(TrialResource.Of(t)));
    }

    private static Task<IResult> CreateAsync(HttpContext context, AddTemplateVersionCommand add, Caller caller, CancellationToken cancellation) =>
        AddAsync(null, context, add, caller, cancellation);

    private static async Task<IResult> AddAsync(string? template, HttpContext context, AddTemplateVersionCommand add, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(context.Request);
        var body = await JsonBody.ReadAsync<TemplateBody>(context.Request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        if (template is not null && body.Value.Name.Length > 0 && body.Value.Name != template)
            return RefusalResults.Of(Refusal.OfField(TemplateRefusals.Invalid, "name", $"is '{body.Value.Name}', the path says '{template}'", "leave it out"));

        var request = new AddTemplateVersionRequest(template ?? body.Value.Name, body.Value.ToDraft(), template is null, expected.Value.Value);
        var outcome = await add.RunAsync(request, caller.Actor, cancellation);
        return outcome.Match(
            added =>
            {
                context.Response.Headers.ETag = EntityTags.Of(added.ConcurrencyVersion);
                return Results.Created($"{ApiRoutes.Prefix}{Path}/{added.Name}", TemplateResource.Of(added));
            },
            refusal => EntityTags.Refuse(context.Request, refusal));
    }

    private static async Task<IResult> DeleteAsync(string template, HttpRequest request, DeleteTemplateCommand delete, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        if (expected.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await delete.RunAsync(template, expected.Value.Value, caller.Actor, cancellation);
        return outcome.Match(_ => Results.NoContent(), refusal => EntityTags.Refuse(request, refusal));
    }
}
