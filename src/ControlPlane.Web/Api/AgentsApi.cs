using ControlPlane.Data.Agents;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Agents;

namespace ControlPlane.Web.Api;

/// <summary>Agents and the tokens with which they join.</summary>
internal static class AgentsApi
{
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("agents");
        agents.MapGet("", ListAsync).WithName("ListAgents").ProducesPage<AgentResource>();
        agents.MapGet("/{id}", GetAsync).WithName("GetAgent").Produces<AgentResource>().ProducesProblem(StatusCodes.Status404NotFound);
        agents.MapDelete("/{id}", RemoveAsync).WithName("RemoveAgent").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/adopt", AdoptAsync).WithTags("agents").WithName("AdoptDatabase").IsIdempotent().Produces<AdoptedDatabase>().ProducesProblem(StatusCodes.Status409Conflict);

        var tokens = api.MapGroup("/join-tokens").WithTags("agents");
        tokens.MapGet("", ListTokensAsync).WithName("ListJoinTokens").ProducesPage<JoinTokenRow>();
        tokens.MapPost("", CreateTokenAsync).WithName("CreateJoinToken").IsIdempotent().WithMetadata(SecretAnswer.Instance)
            .Accepts<JoinTokenBody>("application/json")
            .Produces<IssuedJoinToken>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, AgentQueries agents, CancellationToken cancellation)
    {
        var rows = await agents.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(rows.Select(AgentResource.Of), a => a.Id)));
    }

    private static async Task<IResult> GetAsync(string id, AgentQueries agents, CancellationToken cancellation) =>
        await agents.FindAsync(new AgentId(id), cancellation) is { } row
            ? Results.Ok(AgentResource.Of(row))
            : RefusalResults.Of(new(AgentRefusals.NotFound, $"There is no agent '{id}'."));

    private static async Task<IResult> RemoveAsync(string id, RemoveAgentCommand remove, Caller caller, CancellationToken cancellation) =>
        (await remove.RunAsync(new RemoveAgentRequest(id), caller.Actor, cancellation)).ToResult(_ => Results.NoContent());

    private static async Task<IResult> AdoptAsync(AdoptDatabaseCommand adopt, Caller caller, CancellationToken cancellation) =>
        (await adopt.RunAsync(caller.Actor, cancellation)).ToResult(adopted => Results.Ok(adopted));

    private static async Task<IResult> ListTokensAsync(HttpRequest request, AgentQueries agents, CancellationToken cancellation)
    {
        var rows = await agents.OpenTokensAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(rows, t => t.Id)));
    }

    private static async Task<IResult> CreateTokenAsync(HttpRequest request, CreateJoinTokenCommand create, Caller caller, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<JoinTokenBody>(request, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        TimeSpan? lifetime = body.Value.LifetimeMinutes is { } minutes ? TimeSpan.FromMinutes(Math.Clamp(minutes, -1, 1e6)) : null;
        var outcome = await create.RunAsync(new CreateJoinTokenRequest(body.Value.Pool, lifetime), caller.Actor, cancellation);
        return outcome.ToResult(token => Results.Created((string?)null, token));
    }
}
