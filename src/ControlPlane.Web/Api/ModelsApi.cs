using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Models;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Api;

/// <summary>Registered models: list, look, upload a version, move an alias.</summary>
internal static class ModelsApi
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/models").WithTags("models");
        models.MapGet("", ListAsync).WithName("ListModels").ProducesPage<ModelRow>();
        models.MapGet("/{model}", GetAsync).WithName("GetModel").Produces<ModelRow>().ProducesProblem(StatusCodes.Status404NotFound);
        models.MapPut("/{model}", DescribeAsync).WithName("DescribeModel").IsConditional().Accepts<ModelBody>("application/json")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        models.MapGet("/{model}/compare", CompareAsync).WithName("CompareVersions")
            .TakesQuery("left", "The version compared with.").TakesQuery("right", "The version that may take its place.")
            .Produces<VersionComparisonResource>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        models.MapPost("/{model}/versions", RegisterAsync).WithName("RegisterVersion").IsIdempotent()
            .TakesQuery("description", "What people should know about the version.").TakesQuery("tags", "Free labels, separated by commas; may be repeated.")
            .TakesQuery("commit", "Commit of the code that trained it.").TakesQuery("trainingData", "What it was trained on, such as an address or a digest.")
            .TakesQuery("metric", "A figure of the training as name=value; may be repeated.")
            .TakesQuery("runId", "MLflow's id of the training run.").TakesQuery("modelUuid", "MLflow's id of the model.")
            .Accepts<Stream>("application/octet-stream")
            .Produces<VersionResource>(StatusCodes.Status201Created).Produces<VersionResource>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        models.MapPost("/{model}/import", ImportAsync).WithName("ImportVersion").IsIdempotent()
            .WithDescription("Registers an ONNX file, or a folder that MLflow wrote, from below the control plane's import folder.").Accepts<ImportBody>("application/json")
            .Produces<VersionResource>(StatusCodes.Status201Created).Produces<VersionResource>().ProducesProblem(StatusCodes.Status400BadRequest);
        models.MapGet("/{model}/versions/{version:int}/file", FileAsync).WithName("GetVersionFile")
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
        models.MapPut("/{model}/aliases/{alias}", SetAliasAsync).WithName("SetAlias").IsConditional().Accepts<AliasBody>("application/json")
            .Produces<AliasRow>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ModelQueries models, CancellationToken cancellation)
    {
        var rows = await models.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(rows, m => m.Name)));
    }

    private static async Task<IResult> GetAsync(string model, HttpResponse response, ModelQueries models, CancellationToken cancellation)
    {
        if (await models.FindAsync(model, cancellation) is not { } row)
            return RefusalResults.Of(new(ModelRefusals.NotFound, $"There is no model '{model}'."));
        response.Headers.ETag = EntityTags.Of(row.ConcurrencyVersion);
        return Results.Ok(row);
    }

    private static async Task<IResult> CompareAsync(string model, HttpRequest request, VersionComparisonQuery comparisons, VersionReferenceQuery references, CancellationToken cancellation)
    {
        var left = await references.AskAsync("left", model, request.Query["left"].ToString(), cancellation);
        var right = await references.AskAsync("right", model, request.Query["right"].ToString(), cancellation);
        if ((left.Refusal ?? right.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        return await comparisons.AskAsync(model, left.Value, right.Value, cancellation) is { } compared
            ? Results.Ok(VersionComparisonResource.Of(compared))
            : RefusalResults.Of(new(ModelRefusals.NotFound, $"There is no model '{model}' with versions {left.Value} and {right.Value}."));
    }

    private static async Task<IResult> RegisterAsync(
        string model, HttpRequest request, RegisterVersionCommand register, IOptions<DataOptions> options, Caller caller, CancellationToken cancellation)
    {
        var limit = options.Value.ArtifactLimit;
        if (request.ContentLength > limit)
            return RefusalResults.Of(new(ArtifactRefusals.TooLarge, $"The file has {request.ContentLength} bytes, more than the {limit} allowed."));

        // The store itself stops at the limit, with an answer; the server's own limit would only cut the connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var origin = OriginReader.Read(request.Query);
        if (origin.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await register.RunAsync(
            new RegisterVersionRequest
            {
                Model = model,
                Content = request.Body,
                Description = request.Query["description"].ToString(),
                Tags = [.. request.Query["tags"].SelectMany(t => (t ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
                Origin = origin.Value,
            },
            caller.Actor,
            cancellation);
        return Answer(outcome);
    }

    private static async Task<IResult> ImportAsync(string model, HttpRequest request, ImportVersionCommand import, IOptions<ModelSourceOptions> options, Caller caller, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<ImportBody>(request, cancellation);
        var path = body.Then(b => ImportPath.Resolve(options.Value.ImportFolder, b.Path));
        if (path.Refusal is { } refusal)
            return RefusalResults.Of(refusal);
        return Answer(await import.RunAsync(new ImportVersionRequest(model, path.Value, body.Value.Description, body.Value.Tags), caller.Actor, cancellation));
    }

    private static IResult Answer(Outcome<VersionRegistration> outcome) => outcome.ToResult(registered => registered.IsNew
        ? Results.Created($"{ApiRoutes.Prefix}/models/{registered.Version.Model}", VersionResource.Of(registered.Version))
        : Results.Ok(VersionResource.Of(registered.Version)));

    private static async Task<IResult> DescribeAsync(string model, HttpRequest request, DescribeModelCommand describe, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        var body = await JsonBody.ReadAsync<ModelBody>(request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await describe.RunAsync(model, body.Value.Description, expected.Value.Value, caller.Actor, cancellation);
        return outcome.Match(_ => Results.NoContent(), refusal => EntityTags.Refuse(request, refusal));
    }

    private static async Task<IResult> FileAsync(string model, int version, ModelQueries models, IArtifactStore artifacts, CancellationToken cancellation)
    {
        if ((await models.VersionsAsync(model, cancellation)).FirstOrDefault(v => v.Number == version) is not { } found)
            return RefusalResults.Of(new(ModelRefusals.VersionNotFound, $"There is no version {version} of a model '{model}'."));
        return await ArtifactResult.OfAsync(found.Digest, artifacts, cancellation);
    }

    private static async Task<IResult> SetAliasAsync(string model, string alias, HttpRequest request, SetAliasCommand setAlias, VersionReferenceQuery references, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        var body = await JsonBody.ReadAsync<AliasBody>(request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        var version = await references.AskAsync("version", model, body.Value.Text, cancellation);
        if (version.Refusal is { } unknown)
            return RefusalResults.Of(unknown);
        var outcome = await setAlias.RunAsync(new SetAliasRequest(model, alias, version.Value, expected.Value.Value), caller.Actor, cancellation);
        return outcome.Match(
            set => Results.Ok(new AliasRow(set.Name, set.Version, set.ChangedAt)),
            refusal => EntityTags.Refuse(request, refusal));
    }
}
