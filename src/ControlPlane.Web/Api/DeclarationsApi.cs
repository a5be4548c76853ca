using ControlPlane.Data.Declarations;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Declarations;

namespace ControlPlane.Web.Api;

/// <summary>What files said about things: kept by those who apply files, read by those who compare.</summary>
internal static class DeclarationsApi
{
    public static void MapDeclarations(this IEndpointRouteBuilder api)
    {
        var declarations = api.MapGroup("/declarations").WithTags("declarations");
        declarations.MapGet("", ListAsync).WithName("ListDeclarations").ProducesPage<DeclarationResource>();
        declarations.MapPut("/{kind}/{name}", PutAsync).WithName("PutDeclaration").Accepts<DeclarationBody>("application/json")
            .Produces<DeclarationResource>().ProducesProblem(StatusCodes.Status400BadRequest);
        declarations.MapDelete("/{kind}/{name}", DeleteAsync).WithName("DeleteDeclaration")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, DeclarationQueries declarations, CancellationToken cancellation)
    {
        var found = await declarations.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(found.Select(DeclarationResource.Of), d => $"{d.Kind}/{d.Name}")));
    }

    private static async Task<IResult> PutAsync(string kind, string name, HttpRequest request, PutDeclarationCommand put, Caller caller, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<DeclarationBody>(request, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        return (await put.RunAsync(body.Value.ToDraft(kind, name), caller.Actor, cancellation)).ToResult(d => Results.Ok(DeclarationResource.Of(d)));
    }

    private static async Task<IResult> DeleteAsync(string kind, string name, ForgetDeclarationCommand forget, Caller caller, CancellationToken cancellation) =>
        (await forget.RunAsync(kind, name, caller.Actor, cancellation)).ToResult(_ => Results.NoContent());
}
