using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Declarations;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Declarations;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Declarations;

/// <summary>Remembers what a file said about a thing. The thing itself was changed before, by a command of its own.</summary>
public sealed class PutDeclarationCommand(CommandAccess access, StateWriter writer, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusal: <see cref="DeclarationRefusals.Invalid"/>.</returns>
    public async Task<Outcome<AppliedDeclaration>> RunAsync(DeclarationDraft draft, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<PutDeclarationCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        return await writer.RunAsync(
            async (context, unitCancellation) =>
            {
                var (store, now) = (new DeclarationStore(context), clock.GetUtcNow());
                if (await store.FindAsync(draft.Kind, draft.Name, unitCancellation) is { } known)
                {
                    // Applying the same again changes nothing, and leaves no entry.
                    if (known.IsSame(draft))
                        return known;
                    var before = known.Content;
                    return known.Apply(draft, actor, now).Then<AppliedDeclaration>(applied =>
                    {
                        context.Note(DeclarationDrafts.Applied(applied, before, actor));
                        return applied;
                    });
                }

                return AppliedDeclaration.Create(draft, actor, now).Then<AppliedDeclaration>(created =>
                {
                    store.Add(created);
                    context.Note(DeclarationDrafts.Applied(created, null, actor));
                    return created;
                });
            },
            cancellation);
    }
}
