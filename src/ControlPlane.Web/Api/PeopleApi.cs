using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Api;

/// <summary>People: list, look, add, change, make a link, end a session. All of it is for admins.</summary>
internal static class PeopleApi
{
    private const string Path = "/people";

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup(Path).WithTags("people");
        people.MapGet("", ListAsync).WithName("ListPeople").ProducesPage<PersonResource>();
        people.MapPost("", InviteAsync).WithName("InvitePerson").IsIdempotent().WithMetadata(SecretAnswer.Instance).Accepts<PersonBody>("application/json")
            .WithDescription("Adds a person. The link by which they set a password is in this answer and never shown again.")
            .Produces<PersonResource>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        people.MapGet("/{person}", GetAsync).WithName("GetPerson").Produces<PersonResource>().ProducesProblem(StatusCodes.Status404NotFound);
        people.MapPut("/{person}", PutAsync).WithName("ChangePerson").IsConditional().Accepts<PersonChangeBody>("application/json")
            .WithDescription("Gives a person other roles, or disables or enables them. Who is disabled is out at once.")
            .Produces<PersonResource>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        people.MapPost("/{person}/link", RenewAsync).WithName("RenewLink").IsIdempotent().WithMetadata(SecretAnswer.Instance)
            .WithDescription("Makes a new link by which a person sets a password; an earlier one is void.")
            .Produces<PersonResource>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound);
        people.MapGet("/{person}/sessions", SessionsAsync).WithName("ListSessions").ProducesPage<SessionResource>().ProducesProblem(StatusCodes.Status404NotFound);
        people.MapDelete("/{person}/sessions/{session}", EndAsync).WithName("EndSession").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, PersonQueries people, CommandAccess access, Caller caller, CancellationToken cancellation)
    {
        if (await CheckAsync(access, caller, cancellation) is { } forbidden)
            return RefusalResults.Of(forbidden);
        var rows = await people.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(rows.Select(PersonResource.Of), p => p.Name)));
    }

    private static async Task<IResult> GetAsync(string person, HttpResponse response, PersonQueries people, CommandAccess access, Caller caller, CancellationToken cancellation)
    {
        if (await CheckAsync(access, caller, cancellation) is { } forbidden)
            return RefusalResults.Of(forbidden);
        if (await people.FindNamedAsync(person, cancellation) is not { } found)
            return RefusalResults.Of(PersonScope.NotFound(person));
        response.Headers.ETag = EntityTags.Of(found.ConcurrencyVersion);
        return Results.Ok(PersonResource.Of(found));
    }

    private static async Task<IResult> InviteAsync(HttpRequest request, InvitePersonCommand invite, Caller caller, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<PersonBody>(request, cancellation);
        var roles = body.Then(b => GrantList.Read("roles", b.Roles ?? []));
        if (roles.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return (await invite.RunAsync(body.Value.Name, roles.Value, caller.Actor, cancellation)).ToResult(Created);
    }

    private static async Task<IResult> PutAsync(string person, HttpContext context, ChangePersonCommand change, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(context.Request);
        var body = await JsonBody.ReadAsync<PersonChangeBody>(context.Request, cancellation);
        var roles = body.Then(b => GrantList.Read("roles", b.Roles ?? []));
        if ((expected.Refusal ?? roles.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        PersonState? state = body.Value.Disabled switch { null => null, true => PersonState.Disabled, false => PersonState.Enabled };
        var wanted = new PersonChange(person, body.Value.Roles is null ? null : roles.Value, state, expected.Value.Value);
        var outcome = await change.RunAsync(wanted, caller.Actor, cancellation);
        return outcome.Match(
            changed =>
            {
                context.Response.Headers.ETag = EntityTags.Of(changed.ConcurrencyVersion);
                return Results.Ok(PersonResource.Of(changed));
            },
            refusal => EntityTags.Refuse(context.Request, refusal));
    }

    private static async Task<IResult> RenewAsync(string person, HttpResponse response, RenewLinkCommand renew, Caller caller, CancellationToken cancellation)
    {
        response.Headers.CacheControl = "no-store";
        return (await renew.RunAsync(person, caller.Actor, cancellation)).ToResult(Created);
    }

    private static async Task<IResult> SessionsAsync(
        string person, HttpRequest request, PersonQueries people, CommandAccess access, TimeProvider clock, Caller caller, CancellationToken cancellation)
    {
        if (await CheckAsync(access, caller, cancellation) is { } forbidden)
            return RefusalResults.Of(forbidden);
        if (await people.FindNamedAsync(person, cancellation) is not { } found)
            return RefusalResults.Of(PersonScope.NotFound(person));
        var sessions = await people.SessionsAsync(found.Id, clock.GetUtcNow(), cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(sessions.Select(SessionResource.Of), s => s.Id)));
    }

    private static async Task<IResult> EndAsync(string person, string session, EndSessionCommand end, Caller caller, CancellationToken cancellation) =>
        (await end.RunAsync(person, session, caller.Actor, cancellation)).ToResult(_ => Results.NoContent());

    // Who works here, when and from where is nobody else's business.
    private static Task<Refusal?> CheckAsync(CommandAccess access, Caller caller, CancellationToken cancellation) =>
        access.CheckAsync(caller.Actor, Permission.Administer, AccessScope.Anywhere, cancellation);

    private static IResult Created(InvitedPerson invited) =>
        Results.Created($"{ApiRoutes.Prefix}{Path}/{Uri.EscapeDataString(invited.Person.Name)}", PersonResource.Of(invited.Person) with { Link = invited.Link });
}
