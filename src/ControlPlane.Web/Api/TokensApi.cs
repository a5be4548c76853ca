using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Tokens;

namespace ControlPlane.Web.Api;

/// <summary>API tokens: with which programs call this API.</summary>
internal static class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("tokens");
        tokens.MapGet("", ListAsync).WithName("ListTokens").ProducesPage<ApiTokenRow>();
        tokens.MapPost("", CreateAsync).WithName("CreateToken").IsIdempotent().WithMetadata(SecretAnswer.Instance)
            .Accepts<ApiTokenBody>("application/json")
            .Produces<IssuedApiToken>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        tokens.MapPost("/{id}/rotate", RotateAsync).WithName("RotateToken").IsIdempotent().WithMetadata(SecretAnswer.Instance)
            .Accepts<TokenRotationBody>("application/json")
            .Produces<IssuedApiToken>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        tokens.MapDelete("/{id}", RevokeAsync).WithName("RevokeToken").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ApiTokenQueries tokens, CancellationToken cancellation)
    {
        var rows = await tokens.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(rows, t => t.Id)));
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, CreateApiTokenCommand create, Caller caller, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<ApiTokenBody>(request, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var grants = GrantTexts.Read(body.Value.Grants);
        if (grants.Refusal is { } unreadable)
            return RefusalResults.Of(unreadable);

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        TimeSpan? lifetime = body.Value.LifetimeDays is { } days ? TimeSpan.FromDays(Math.Clamp(days, -1, 1e5)) : null;
        var outcome = await create.RunAsync(new ApiTokenDraft(body.Value.Name, grants.Value, lifetime), caller.Actor, cancellation);
        return outcome.ToResult(token => Results.Created((string?)null, token));
    }

    private static async Task<IResult> RotateAsync(string id, HttpRequest request, RotateApiTokenCommand rotate, Caller caller, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<TokenRotationBody>(request, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        TimeSpan? overlap = body.Value.OverlapHours is { } hours ? TimeSpan.FromHours(Math.Clamp(hours, -1, 1e5)) : null;
        return (await rotate.RunAsync(id, overlap, caller.Actor, cancellation)).ToResult(token => Results.Ok(token));
    }

    private static async Task<IResult> RevokeAsync(string id, RevokeApiTokenCommand revoke, Caller caller, CancellationToken cancellation) =>
        (await revoke.RunAsync(id, caller.Actor, cancellation)).ToResult(_ => Results.NoContent());
}
