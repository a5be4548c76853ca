using ControlPlane.Data.Signing;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Agents;

namespace ControlPlane.Web.Api;

/// <summary>The keys by which tables are signed, without their secrets.</summary>
internal static class SigningKeysApi
{
    public static void MapSigningKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/signing-keys").WithTags("agents");
        keys.MapGet("", List).WithName("ListSigningKeys").ProducesPage<SigningKeyRow>();
        keys.MapPost("", RotateAsync).WithName("RotateSigningKey").IsIdempotent().Produces<SigningKeyRow>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapPost("/retire", RetireAsync).WithName("RetireSigningKeys").IsIdempotent().Produces<SigningKeyRow>().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IResult List(HttpRequest request, SigningKeys keys) =>
        PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(keys.All.Select(SigningKeyRow.Of), k => k.Id)));

    private static async Task<IResult> RotateAsync(RotateSigningKeyCommand rotate, Caller caller, CancellationToken cancellation) =>
        (await rotate.RunAsync(caller.Actor, cancellation)).ToResult(key => Results.Created((string?)null, key));

    private static async Task<IResult> RetireAsync(RetireSigningKeysCommand retire, Caller caller, CancellationToken cancellation) =>
        (await retire.RunAsync(caller.Actor, cancellation)).ToResult(key => Results.Ok(key));
}
