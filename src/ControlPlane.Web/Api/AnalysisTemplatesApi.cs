using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Analysis;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features;
using ControlPlane.Web.Features.Analysis;

namespace ControlPlane.Web.Api;

/// <summary>Analysis templates: list, look, make, add a version, delete. A version cannot be changed.</summary>
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
        return found.Versions.FirstOrDefault(v => v.Number == version) is { } one
            ? Results.Ok(TemplateVersionResource.Of(one))
            : RefusalResults.Of(new Refusal(TemplateRefusals.VersionNotFound, $"The analysis template '{template}' has no version {version}; it has {string.Join(", ", found.Versions.Select(v => v.Number))}."));
    }

    private static Task<IResult> CreateAsync(HttpContext context, AddTemplateVersionCommand add, CancellationToken cancellation) => AddAsync(null, context, add, cancellation);

    private static async Task<IResult> AddAsync(string? template, HttpContext context, AddTemplateVersionCommand add, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(context.Request);
        var body = await JsonBody.ReadAsync<TemplateBody>(context.Request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        if (template is not null && body.Value.Name.Length > 0 && body.Value.Name != template)
            return RefusalResults.Of(Refusal.OfField(TemplateRefusals.Invalid, "name", $"is '{body.Value.Name}', the path says '{template}'", "leave it out"));

        var request = new AddTemplateVersionRequest(template ?? body.Value.Name, body.Value.ToDraft(), template is null, expected.Value.Value);
        var outcome = await add.RunAsync(request, Actors.ByApi, cancellation);
        return outcome.Match(
            added =>
            {
                context.Response.Headers.ETag = EntityTags.Of(added.ConcurrencyVersion);
                return Results.Created($"{ApiRoutes.Prefix}{Path}/{added.Name}", TemplateResource.Of(added));
            },
            refusal => EntityTags.Refuse(context.Request, refusal));
    }

    private static async Task<IResult> DeleteAsync(string template, HttpRequest request, DeleteTemplateCommand delete, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        if (expected.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await delete.RunAsync(template, expected.Value.Value, Actors.ByApi, cancellation);
        return outcome.Match(_ => Results.NoContent(), refusal => EntityTags.Refuse(request, refusal));
    }
}
