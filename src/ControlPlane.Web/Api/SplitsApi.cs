using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Api;

/// <summary>What moves traffic: the split, the rollback, its undo. With <c>?wait=true</c> the answer comes when the reachable agents have acknowledged.</summary>
internal static class SplitsApi
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public static void MapSplits(this IEndpointRouteBuilder api)
    {
        var endpoint = api.MapGroup("/endpoints/{endpoint}").WithTags("endpoints");
        endpoint.MapGet("/split", GetAsync).WithName("GetSplit").Produces<SplitResource>().ProducesProblem(StatusCodes.Status404NotFound);
        endpoint.MapPut("/split", PutAsync).WithName("PutSplit").IsConditional().Waits()
            .Accepts<SplitBody>("application/json").ProducesChange();
        endpoint.MapPost("/rollback", RollBackAsync).WithName("RollBack").IsIdempotent().Waits()
            .Accepts<ReasonBody>(isOptional: true, "application/json").ProducesChange();
        endpoint.MapPost("/undo", UndoAsync).WithName("Undo").IsIdempotent().Waits().ProducesChange();
    }

    private static RouteHandlerBuilder Waits(this RouteHandlerBuilder route) => route
        .TakesQuery("wait", "With true the answer comes when every reachable agent has acknowledged, or after the timeout.")
        .TakesQuery("timeout", $"Longest wait in seconds, at most {LongestWait.TotalSeconds:0}; {UsualWait.TotalSeconds:0} when left out.");

    private static async Task<IResult> GetAsync(string endpoint, HttpResponse response, EndpointQueries endpoints, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } row)
            return EndpointsApi.NotFound(endpoint);
        response.Headers.ETag = EntityTags.Of(row.ConcurrencyVersion);
        return Results.Ok(new SplitResource(row.Name, row.Variants, row.RouteRevision, row.ConcurrencyVersion));
    }

    private static async Task<IResult> PutAsync(
        string endpoint, HttpRequest request, ChangeSplitCommand changeSplit, ConvergenceTracker tracker, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        var body = await JsonBody.ReadAsync<SplitBody>(request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        var wanted = new ChangeSplitRequest(endpoint, body.Value.Variants, expected.Value.Value, body.Value.Reason);
        return await AnswerAsync(request, tracker, () => changeSplit.RunAsync(wanted, caller.Actor, cancellation), cancellation);
    }

    private static async Task<IResult> RollBackAsync(
        string endpoint, HttpRequest request, RollBackCommand rollBack, ConvergenceTracker tracker, Caller caller, CancellationToken cancellation)
    {
        var body = request.ContentLength is null or 0 && request.ContentType is null
            ? new ReasonBody()
            : await JsonBody.ReadAsync<ReasonBody>(request, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var wanted = new RollBackRequest(endpoint, body.Value.Reason);
        return await AnswerAsync(request, tracker, () => rollBack.RunAsync(wanted, caller.Actor, cancellation), cancellation);
    }

    private static Task<IResult> UndoAsync(string endpoint, HttpRequest request, UndoCommand undo, ConvergenceTracker tracker, Caller caller, CancellationToken cancellation) =>
        AnswerAsync(request, tracker, () => undo.RunAsync(new UndoRequest(endpoint), caller.Actor, cancellation), cancellation);

    private static async Task<IResult> AnswerAsync(
        HttpRequest request, ConvergenceTracker tracker, Func<Task<Outcome<CommittedChange>>> run, CancellationToken cancellation)
    {
        var wait = ReadWait(request.Query);
        if (wait.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await run();
        if (outcome.Refusal is { } refusal)
            return EntityTags.Refuse(request, refusal);

        var change = outcome.Value;
        var convergence = wait.Value.Limit is { } limit ? await tracker.WaitAsync(change.Endpoint, change.RouteRevision, limit, cancellation) : null;
        request.HttpContext.Response.Headers.ETag = EntityTags.Of(change.ConcurrencyVersion);
        return Results.Ok(ChangeResource.Of(change, convergence));
    }

    private static Outcome<AcknowledgementWait> ReadWait(IQueryCollection query)
    {
        if (!query.TryGetValue("wait", out var wait) || wait == "false")
            return new AcknowledgementWait(null);
        if (wait != "true")
            return Refusal.OfField(ApiRefusals.QueryMalformed, "wait", $"is '{wait}'", "use true or false");
        if (!query.TryGetValue("timeout", out var text))
            return new AcknowledgementWait(UsualWait);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && seconds <= LongestWait.TotalSeconds
            ? new AcknowledgementWait(TimeSpan.FromSeconds(seconds))
            : Refusal.OfField(ApiRefusals.QueryMalformed, "timeout", $"is '{text}'", $"use more than 0 up to {LongestWait.TotalSeconds:0} seconds");
    }
}
