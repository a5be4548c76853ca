using ControlPlane.Web.Api.Resources;
using Microsoft.OpenApi;

namespace ControlPlane.Web.Api;

/// <summary>What many routes have in common, done and described in one place.</summary>
internal static class RouteDescriptions
{
    /// <summary>What the parameter <c>watch</c> does.</summary>
    public const string Watch = "With true the answer is a stream of server-sent events, one per change, with a comment every 15 s; Last-Event-ID goes on where a client left.";

    /// <summary>The route reads a query parameter.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder route, string name, string description) =>
        route.Takes(ParameterLocation.Query, name, description);

    /// <summary>The route writes only if the resource is still what the caller saw.</summary>
    public static RouteHandlerBuilder IsConditional(this RouteHandlerBuilder route) => route
        .Takes(ParameterLocation.Header, "If-Match", "The ETag of the last answer: the write is refused with 412 when somebody else was faster.")
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    /// <summary>The route may be repeated with the same key and does its work once.</summary>
    public static RouteHandlerBuilder IsIdempotent(this RouteHandlerBuilder route) => route
        .Takes(ParameterLocation.Header, IdempotencyFilter.KeyHeader, "A key of your own, one per request: a repetition within 24 h gets the first answer again.")
        .AddEndpointFilter<IdempotencyFilter>();

    /// <summary>The route answers with a page of a list.</summary>
    public static RouteHandlerBuilder ProducesPage<T>(this RouteHandlerBuilder route) => route
        .TakesQuery("limit", $"Most items of the page, 1 to {PageRequest.MaximumLimit}; {PageRequest.DefaultLimit} when left out.")
        .TakesQuery("cursor", "'next' of the page before.")
        .Produces<ListPage<T>>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>The route changes an endpoint.</summary>
    public static RouteHandlerBuilder ProducesChange(this RouteHandlerBuilder route) => route
        .Produces<ChangeResource>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, ParameterLocation location, string name, string description) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = location,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });
}
