using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Api;

/// <summary>Rollouts: start, preview, simulate, look, and what people do to them.</summary>
internal static class RolloutsApi
{
    private const int ListLimit = 200;

    public static void MapRollouts(this IEndpointRouteBuilder api)
    {
        var ofEndpoint = api.MapGroup("/endpoints/{endpoint}/rollouts").WithTags("rollouts");
        ofEndpoint.MapGet("", ListOfEndpointAsync).WithName("ListRolloutsOfEndpoint").ProducesPage<RolloutResource>();
        ofEndpoint.MapPost("", StartAsync).WithName("StartRollout").IsIdempotent()
            .WithDescription("Starts a rollout. Each of its versions is a number, models:/name/3 or models:/name@alias.")
            .TakesQuery("dryRun", "With true nothing is started; the answer shows every step and what it would change.")
            .Accepts<RolloutBody>("application/json").Produces<RolloutResource>(StatusCodes.Status201Created).Produces<RolloutPreviewResource>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        ofEndpoint.MapPost("/simulate", SimulateAsync).WithName("SimulateRollout").IsIdempotent().WithMetadata(new ReadsOnly())
            .TakesQuery("from", "Begin of the recorded span, ISO 8601; an hour ago when left out.")
            .TakesQuery("to", "End of it; now when left out.")
            .Accepts<RolloutBody>("application/json").Produces<RolloutSimulation>().ProducesProblem(StatusCodes.Status400BadRequest);

        var rollouts = api.MapGroup("/rollouts").WithTags("rollouts");
        rollouts.MapGet("", ListAsync).WithName("ListRollouts").ProducesPage<RolloutResource>();
        rollouts.MapGet("/{id}", GetAsync).WithName("GetRollout").TakesQuery("watch", RouteDescriptions.Watch).Produces<RolloutResource>().ProducesProblem(StatusCodes.Status404NotFound);
        rollouts.MapGet("/{id}/history", HistoryAsync).WithName("GetRolloutHistory").ProducesPage<RolloutEvent>().ProducesProblem(StatusCodes.Status404NotFound);
        rollouts.MapPost("/{id}/experiment", ReviseAsync).WithName("ReviseExperiment").IsIdempotent().IsConditional()
            .WithDescription("Changes the plan of the experiment under way. The test begins anew, and the history says what was and what is.")
            .Accepts<ExperimentBody>("application/json").Produces<RolloutResource>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        foreach (var (path, verb) in Verbs)
        {
            rollouts.MapPost($"/{{id}}/{path}", (string id, HttpRequest request, RolloutVerbCommand command, EndpointFactsQuery service, TimeProvider clock, Caller caller, CancellationToken cancellation) =>
                    CommandAsync(id, verb, request, command, service, clock, caller, cancellation))
                .WithName($"{verb}Rollout").IsIdempotent().IsConditional().Accepts<ReasonBody>(isOptional: true, "application/json")
                .Produces<RolloutResource>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> ReviseAsync(
        string id, HttpRequest request, ReviseExperimentCommand revise, EndpointFactsQuery service, TimeProvider clock, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        var body = await JsonBody.ReadAsync<ExperimentBody>(request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await revise.RunAsync(new ReviseExperimentRequest(id, body.Value.ToRevision(), body.Value.Reason, expected.Value.Value), caller.Actor, cancellation);
        return outcome.Refusal is { } refusal
            ? EntityTags.Refuse(request, refusal)
            : await AnswerAsync(request.HttpContext, outcome.Value.Rollout, service, clock, isNew: false);
    }

    private static IReadOnlyList<(string Path, RolloutVerb Verb)> Verbs { get; } =
    [
        ("promote", RolloutVerb.Promote),
        ("approve", RolloutVerb.Approve),
        ("decline", RolloutVerb.Decline),
        ("promote-full", RolloutVerb.PromoteFull),
        ("pause", RolloutVerb.Pause),
        ("resume", RolloutVerb.Resume),
        ("abort", RolloutVerb.Abort),
        ("retry", RolloutVerb.Retry),
        ("kill", RolloutVerb.Kill),
        ("freeze", RolloutVerb.Freeze),
        ("unfreeze", RolloutVerb.Unfreeze),
        ("undo", RolloutVerb.Undo),
    ];

    private static async Task<IResult> StartAsync(
        string endpoint, HttpContext context, RolloutBodyReader bodies, StartRolloutCommand start, PreviewRolloutQuery preview, EndpointFactsQuery service, TimeProvider clock, Caller caller, CancellationToken cancellation)
    {
        var body = await bodies.ReadAsync(endpoint, context.Request, cancellation);
        var draft = body.Then(b => b.Read());
        if (draft.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        switch (context.Request.Query["dryRun"].ToString())
        {
            case "true":
                return (await preview.RunAsync(endpoint, draft.Value, cancellation)).ToResult(p => Results.Ok(RolloutPreviewResource.Of(p)));
            case "" or "false":
                break;
            case var other:
                return RefusalResults.Of(Refusal.OfField(ApiRefusals.QueryMalformed, "dryRun", $"is '{other}'", "use true or false"));
        }

        var wanted = new StartRolloutRequest(endpoint, draft.Value, body.Value.OnBusy, body.Value.Reason);
        var outcome = await start.RunAsync(wanted, caller.Actor, cancellation);
        return outcome.Refusal is { } refusal ? RefusalResults.Of(refusal) : await AnswerAsync(context, outcome.Value.Rollout, service, clock, isNew: true);
    }

    private static async Task<IResult> SimulateAsync(string endpoint, HttpRequest request, RolloutBodyReader bodies, SimulateRolloutQuery simulate, TimeProvider clock, CancellationToken cancellation)
    {
        var body = await bodies.ReadAsync(endpoint, request, cancellation);
        var draft = body.Then(b => b.Read());
        if (draft.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var now = clock.GetUtcNow();
        var to = ReadTime(request.Query, "to", now);
        var from = ReadTime(request.Query, "from", now - TimeSpan.FromHours(1));
        if ((to.Refusal ?? from.Refusal) is { } wrong)
            return RefusalResults.Of(wrong);
        return (await simulate.RunAsync(endpoint, draft.Value, from.Value, to.Value, cancellation)).ToResult(Results.Ok);
    }

    private static async Task<IResult> CommandAsync(
        string id, RolloutVerb verb, HttpRequest request, RolloutVerbCommand command, EndpointFactsQuery service, TimeProvider clock, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        var body = request.ContentLength is null or 0 && request.ContentType is null ? new ReasonBody() : await JsonBody.ReadAsync<ReasonBody>(request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await command.RunAsync(new RolloutVerbRequest(id, verb, body.Value.Reason, expected.Value.Value), caller.Actor, cancellation);
        return outcome.Refusal is { } refusal
            ? EntityTags.Refuse(request, refusal)
            : await AnswerAsync(request.HttpContext, outcome.Value.Rollout, service, clock, verb == RolloutVerb.Retry);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Rollout rollout, EndpointFactsQuery service, TimeProvider clock, bool isNew)
    {
        context.Response.Headers.ETag = EntityTags.Of(rollout.ConcurrencyVersion);
        var facts = await service.AskAsync(rollout.Endpoint, context.RequestAborted);
        var resource = RolloutResource.Of(rollout, clock.GetUtcNow()) with { Service = facts is null ? null : ServiceResource.Of(facts) };
        return isNew ? Results.Created($"{ApiRoutes.Prefix}/rollouts/{rollout.Id}", resource) : Results.Ok(resource);
    }

    private static async Task<IResult> GetAsync(
        string id, HttpContext context, RolloutQueries rollouts, EndpointFactsQuery service, TimeProvider clock, CancellationToken cancellation)
    {
        if (await rollouts.FindAsync(id, cancellation) is not { } rollout)
            return RefusalResults.Of(RolloutChanges.NotFound(id));
        return context.Request.Query["watch"] == "true"
            ? new WatchAnswer<RolloutResource>("rollout", end => LookAsync(id, rollouts, clock, end), ChangeTopic.Rollouts, rollout.Endpoint)
            : await AnswerAsync(context, rollout, service, clock, isNew: false);
    }

    private static async Task<Watched<RolloutResource>?> LookAsync(string id, RolloutQueries rollouts, TimeProvider clock, CancellationToken cancellation) =>
        await rollouts.FindAsync(id, cancellation) is { } rollout
            ? new Watched<RolloutResource>(rollout.ConcurrencyVersion.ToString(CultureInfo.InvariantCulture), RolloutResource.Of(rollout, clock.GetUtcNow()), rollout.IsTerminal)
            : null;

    private static async Task<IResult> HistoryAsync(string id, HttpRequest request, RolloutQueries rollouts, CancellationToken cancellation)
    {
        var page = PageRequest.Read(request.Query);
        if (page.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        if (await rollouts.FindAsync(id, cancellation) is null)
            return RefusalResults.Of(RolloutChanges.NotFound(id));
        long? before = long.TryParse(page.Value.After, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : null;
        var found = await rollouts.HistoryAsync(id, before, page.Value.Limit + 1, cancellation);
        return Results.Ok(page.Value.Cut(found, e => e.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static Task<IResult> ListAsync(HttpRequest request, RolloutQueries rollouts, TimeProvider clock, CancellationToken cancellation) =>
        PageAsync(null, request, rollouts, clock, cancellation);

    private static Task<IResult> ListOfEndpointAsync(string endpoint, HttpRequest request, RolloutQueries rollouts, TimeProvider clock, CancellationToken cancellation) =>
        PageAsync(endpoint, request, rollouts, clock, cancellation);

    // Newest first: ids ascend in time, so the cursor is the last id seen.
    private static async Task<IResult> PageAsync(string? endpoint, HttpRequest request, RolloutQueries rollouts, TimeProvider clock, CancellationToken cancellation)
    {
        var page = PageRequest.Read(request.Query);
        if (page.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var now = clock.GetUtcNow();
        var found = await rollouts.ListAsync(endpoint, page.Value.After, Math.Min(page.Value.Limit, ListLimit) + 1, cancellation);
        return Results.Ok(page.Value.Cut([.. found.Select(r => RolloutResource.Of(r, now))], r => r.Id));
    }

    private static Outcome<DateTimeOffset> ReadTime(IQueryCollection query, string name, DateTimeOffset usual)
    {
        if (!query.TryGetValue(name, out var text))
            return usual;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : Refusal.OfField(ApiRefusals.QueryMalformed, name, $"is '{text}'", "use ISO 8601, such as 2026-01-31T12:00:00Z");
    }
}
