using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features;
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
        models.MapGet("/{model}/compare", CompareAsync).WithName("CompareVersions")
            .TakesQuery("left", "The version compared with.").TakesQuery("right", "The version that may take its place.")
            .Produces<VersionComparisonResource>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        models.MapPost("/{model}/versions", RegisterAsync).WithName("RegisterVersion").IsIdempotent()
            .TakesQuery("description", "What people should know about the version.").TakesQuery("tags", "Free labels, separated by commas; may be repeated.")
            .Accepts<Stream>("application/octet-stream")
            .Produces<VersionResource>(StatusCodes.Status201Created).Produces<VersionResource>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
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

    private static async Task<IResult> CompareAsync(string model, HttpRequest request, VersionComparisonQuery comparisons, CancellationToken cancellation)
    {
        var (left, right) = (NumberOf(request, "left"), NumberOf(request, "right"));
        if (left is null || right is null)
            return RefusalResults.Of(Refusal.OfField(ApiRefusals.QueryMalformed, left is null ? "left" : "right", $"is '{request.Query[left is null ? "left" : "right"]}'", "use a version number"));
        return await comparisons.AskAsync(model, left.Value, right.Value, cancellation) is { } compared
            ? Results.Ok(VersionComparisonResource.Of(compared))
            : RefusalResults.Of(new(ModelRefusals.NotFound, $"There is no model '{model}' with versions {left} and {right}."));
    }

    private static int? NumberOf(HttpRequest request, string name) =>
        int.TryParse(request.Query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<IResult> RegisterAsync(
        string model, HttpRequest request, RegisterVersionCommand register, IOptions<DataOptions> options, CancellationToken cancellation)
    {
        var limit = options.Value.ArtifactLimit;
        if (request.ContentLength > limit)
            return RefusalResults.Of(new(ArtifactRefusals.TooLarge, $"The file has {request.ContentLength} bytes, more than the {limit} allowed."));

        // The store itself stops at the limit, with an answer; the server's own limit would only cut the connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var outcome = await register.RunAsync(
            new RegisterVersionRequest
            {
                Model = model,
                Content = request.Body,
                Description = request.Query["description"].ToString(),
                Tags = [.. request.Query["tags"].SelectMany(t => (t ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
            },
            Actors.ByApi,
            cancellation);
        return outcome.ToResult(registered => registered.IsNew
            ? Results.Created($"{ApiRoutes.Prefix}/models/{registered.Version.Model}", VersionResource.Of(registered.Version))
            : Results.Ok(VersionResource.Of(registered.Version)));
    }

    private static async Task<IResult> SetAliasAsync(string model, string alias, HttpRequest request, SetAliasCommand setAlias, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        var body = await JsonBody.ReadAsync<AliasBody>(request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await setAlias.RunAsync(new SetAliasRequest(model, alias, body.Value.Version, expected.Value.Value), Actors.ByApi, cancellation);
        return outcome.Match(
            set => Results.Ok(new AliasRow(set.Name, set.Version, set.ChangedAt)),
            refusal => EntityTags.Refuse(request, refusal));
    }
}
