using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Declarations;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Declarations;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Declarations;

/// <summary>Forgets what a file said about a thing: it belongs to people from now on.</summary>
public sealed class ForgetDeclarationCommand(CommandAccess access, StateWriter writer, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusal: <see cref="DeclarationRefusals.NotFound"/>.</returns>
    public async Task<Outcome<AppliedDeclaration>> RunAsync(string kind, string name, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<ForgetDeclarationCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        return await writer.RunAsync<AppliedDeclaration>(
            async (context, unitCancellation) =>
            {
                var store = new DeclarationStore(context);
                if (await store.FindAsync(kind, name, unitCancellation) is not { } declaration)
                    return new Refusal(DeclarationRefusals.NotFound, $"No file declared {kind} {name}.");
                store.Remove(declaration);
                context.Note(DeclarationDrafts.Forgotten(declaration, actor, clock.GetUtcNow()));
                return declaration;
            },
            cancellation);
    }
}
