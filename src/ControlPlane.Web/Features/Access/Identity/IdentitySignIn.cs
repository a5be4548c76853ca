using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>
/// Lets in whom the provider vouches for. Roles follow the groups at every sign-in. Somebody who is known here by a password is never taken over by a name.
/// A singleton, thread-safe.
/// </summary>
internal sealed class IdentitySignIn(StateWriter writer, SignInDesk desk, ChangeBell bell, IOptions<AccessOptions> options, IdSource ids, TimeProvider clock)
{
    private static readonly Actor Provider = new("the identity provider", ChangeWay.Automatic);

    /// <summary>Signs in.</summary>
    /// <param name="token">A token that was checked.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Refusal: <see cref="AccessRefusals.IdentityRefused"/>.</returns>
    public async Task<Outcome<SignedIn>> RunAsync(IdToken token, SignInOrigin origin, CancellationToken cancellation)
    {
        var provider = options.Value.IdentityProvider;
        var identity = $"{IdToken.TextOf(token.Claims, "iss")} {IdToken.TextOf(token.Claims, "sub")}";
        var grants = provider.GrantsOf([.. IdToken.TextsOf(token.Claims, provider.GroupsClaim)]);
        if (IdToken.TextOf(token.Claims, provider.NameClaim) is not { } name)
            return IdTokenCheck.Refuse($"it says no name ('{provider.NameClaim}')");
        var id = ids.NewId();
        var outcome = await writer.RunAsync<SignedIn>(
            async (context, unitCancellation) =>
            {
                var (store, now) = (new PersonStore(context), clock.GetUtcNow());
                var known = await store.FindIdentityAsync(identity, unitCancellation);
                if (known is null && await store.FindNamedAsync(name, unitCancellation) is not null)
                    return IdTokenCheck.Refuse($"somebody else is called '{name}' here");
                var found = known ?? Person.OfIdentity(id, name, identity, grants, now);
                if (found.Refusal is { } unfit)
                    return unfit;
                var person = found.Value;
                if (person.DisabledAt is not null)
                    return IdTokenCheck.Refuse("this account is disabled here");
                var before = PersonDrafts.StateOf(person);
                if (known is null)
                {
                    store.Add(person);
                    context.Note(PersonDrafts.Added(person, Provider, now));
                }
                else if (person.ChangeGrants(grants) is { IsAccepted: true, Value: true })
                {
                    context.Note(PersonDrafts.RolesChanged(person, before, Provider, now));
                }

                person.SignIn(now);
                return desk.Start(context, store, person, origin, now);
            },
            cancellation);
        if (outcome.IsAccepted)
            bell.Ring(ChangeTopic.People, outcome.Value.Person.Id);
        return outcome;
    }
}
