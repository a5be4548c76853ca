using System.Globalization;
using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Webhooks;

namespace ControlPlane.Web.Api;

/// <summary>Webhooks: list, look, create or change, delete, try; their deliveries: list, look, send once more.</summary>
internal static class WebhooksApi
{
    private const string Path = "/webhooks";

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup(Path).WithTags("webhooks");
        webhooks.MapGet("", ListAsync).WithName("ListWebhooks").ProducesPage<WebhookResource>();
        webhooks.MapGet("/{webhook}", GetAsync).WithName("GetWebhook").Produces<WebhookResource>().ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPut("/{webhook}", PutAsync).WithName("PutWebhook").IsConditional().Accepts<WebhookBody>("application/json")
            .WithDescription("Makes the webhook or changes it. A secret that is made for a new one is in this answer and never shown again.")
            .Produces<WebhookResource>().Produces<WebhookResource>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        webhooks.MapDelete("/{webhook}", DeleteAsync).WithName("DeleteWebhook").IsConditional()
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{webhook}/test", TestAsync).WithName("TestWebhook").IsIdempotent()
            .WithDescription("Sends an event of type webhook.test. The answer is the delivery, which is sent right after.")
            .Produces<DeliveryResource>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound);

        var deliveries = api.MapGroup(Path + "/{webhook}/deliveries").WithTags("webhooks");
        deliveries.MapGet("", ListDeliveriesAsync).WithName("ListDeliveries").ProducesPage<DeliveryResource>().ProducesProblem(StatusCodes.Status404NotFound);
        deliveries.MapGet("/{delivery}", GetDeliveryAsync).WithName("GetDelivery").Produces<DeliveryResource>().ProducesProblem(StatusCodes.Status404NotFound);
        deliveries.MapPost("/{delivery}/replay", ReplayAsync).WithName("ReplayDelivery").IsIdempotent()
            .WithDescription("Sends the same event once more, with its old id.")
            .Produces<DeliveryResource>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, WebhookQueries webhooks, CancellationToken cancellation)
    {
        var rows = await webhooks.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(rows.Select(r => WebhookResource.Of(r.Webhook)), w => w.Name)));
    }

    private static async Task<IResult> GetAsync(string webhook, HttpResponse response, WebhookQueries webhooks, CancellationToken cancellation)
    {
        if (await webhooks.FindAsync(webhook, cancellation) is not { } found)
            return NotFound(webhook);
        response.Headers.ETag = EntityTags.Of(found.ConcurrencyVersion);
        return Results.Ok(WebhookResource.Of(found));
    }

    private static async Task<IResult> PutAsync(string webhook, HttpContext context, SaveWebhookCommand save, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(context.Request);
        var body = await JsonBody.ReadAsync<WebhookBody>(context.Request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        context.Response.Headers.CacheControl = "no-store";
        var outcome = await save.RunAsync(new SaveWebhookRequest(webhook, body.Value.ToDraft(), body.Value.Secret, expected.Value.Value), caller.Actor, cancellation);
        return outcome.Match(
            saved =>
            {
                context.Response.Headers.ETag = EntityTags.Of(saved.Webhook.ConcurrencyVersion);
                var resource = WebhookResource.Of(saved.Webhook) with { Secret = saved.Secret };
                return saved.IsNew ? Results.Created($"{ApiRoutes.Prefix}{Path}/{saved.Webhook.Name}", resource) : Results.Ok(resource);
            },
            refusal => EntityTags.Refuse(context.Request, refusal));
    }

    private static async Task<IResult> DeleteAsync(string webhook, HttpRequest request, DeleteWebhookCommand delete, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        if (expected.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await delete.RunAsync(webhook, expected.Value.Value, caller.Actor, cancellation);
        return outcome.Match(_ => Results.NoContent(), refusal => EntityTags.Refuse(request, refusal));
    }

    private static async Task<IResult> TestAsync(string webhook, TestWebhookCommand test, Caller caller, CancellationToken cancellation) =>
        (await test.RunAsync(webhook, caller.Actor, cancellation)).ToResult(Accepted);

    private static async Task<IResult> ListDeliveriesAsync(string webhook, HttpRequest request, WebhookQueries webhooks, CancellationToken cancellation)
    {
        var page = PageRequest.Read(request.Query);
        if (page.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        if (await webhooks.FindAsync(webhook, cancellation) is null)
            return NotFound(webhook);
        var found = await webhooks.DeliveriesAsync(webhook, NumberOf(page.Value.After), page.Value.Limit + 1, cancellation);
        return Results.Ok(page.Value.Cut([.. found.Select(DeliveryResource.Of)], d => d.Id));
    }

    private static async Task<IResult> GetDeliveryAsync(string webhook, string delivery, WebhookQueries webhooks, CancellationToken cancellation) =>
        NumberOf(delivery) is { } id && await webhooks.FindDeliveryAsync(webhook, id, cancellation) is { } found
            ? Results.Ok(DeliveryResource.WithEvent(found))
            : RefusalResults.Of(ReplayDeliveryCommand.NotFound(webhook, delivery));

    private static async Task<IResult> ReplayAsync(string webhook, string delivery, ReplayDeliveryCommand replay, Caller caller, CancellationToken cancellation) =>
        NumberOf(delivery) is { } id
            ? (await replay.RunAsync(webhook, id, caller.Actor, cancellation)).ToResult(Accepted)
            : RefusalResults.Of(ReplayDeliveryCommand.NotFound(webhook, delivery));

    private static IResult Accepted(WebhookDelivery delivery)
    {
        var resource = DeliveryResource.Of(delivery);
        return Results.Accepted($"{ApiRoutes.Prefix}{Path}/{resource.Webhook}/deliveries/{resource.Id}", resource);
    }

    private static long? NumberOf(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IResult NotFound(string webhook) => RefusalResults.Of(SaveWebhookCommand.NotFound(webhook));
}
