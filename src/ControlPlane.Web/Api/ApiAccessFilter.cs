using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Api;

/// <summary>
/// Turns away, before anything of the request is read, who may not even look, and who may look only and wants to change something.
/// What exactly is allowed is decided by <see cref="CommandAccess"/> in each command; this spares it bodies that nobody was allowed to send.
/// </summary>
internal sealed class ApiAccessFilter(CommandAccess access) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var caller = http.RequestServices.GetRequiredService<Caller>();
        var refusal = await access.CheckAsync(caller.Actor, Least(http), AccessScope.Anywhere, http.RequestAborted);
        return refusal is null ? await next(context) : RefusalResults.Of(refusal);
    }

    // Whoever may change anything at all may at least take something back.
    private static Permission Least(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<ReadsOnly>() is not null
            ? Permission.Look
            : Permission.RollBack;
}
