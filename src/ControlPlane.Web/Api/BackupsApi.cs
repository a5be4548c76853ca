using ControlPlane.Data.Backups;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Api;

/// <summary>Copies of the databases: which there are, and one more now. Putting one back is a command of the program, because nothing may run meanwhile.</summary>
internal static class BackupsApi
{
    public static void MapBackups(this IEndpointRouteBuilder api)
    {
        var backups = api.MapGroup("/backups").WithTags("backups");
        backups.MapGet("", List).WithName("ListBackups").ProducesPage<Backup>();
        backups.MapPost("", MakeAsync).WithName("MakeBackup").IsIdempotent()
            .Produces<Backup>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status507InsufficientStorage);
    }

    // Newest first: names ascend in time, so the cursor is the last name seen.
    private static IResult List(HttpRequest request, BackupStore backups) => PageRequest.Read(request.Query).ToResult(page =>
    {
        var found = backups.List().Where(b => page.After is null || string.CompareOrdinal(b.Name, page.After) < 0).Take(page.Limit + 1);
        return Results.Ok(page.Cut([.. found], b => b.Name));
    });

    private static async Task<IResult> MakeAsync(BackupStore backups, CommandAccess access, Caller caller, CancellationToken cancellation) =>
        await access.CheckAsync(caller.Actor, Permission.Administer, AccessScope.Everywhere, cancellation) is { } forbidden ? RefusalResults.Of(forbidden) : (await backups.MakeAsync(cancellation)).ToResult(backup => Results.Created($"{ApiRoutes.Prefix}/backups", backup));
}
