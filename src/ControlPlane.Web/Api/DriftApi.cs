using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Drift;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.Web.Api;

/// <summary>Drift of an endpoint: the verdict with its windows, distributions then and now, references.</summary>
internal static class DriftApi
{
    public static void MapDrift(this IEndpointRouteBuilder api)
    {
        var drift = api.MapGroup("/endpoints/{endpoint}/drift").WithTags("drift");
        drift.MapGet("", GetAsync).WithName("GetDrift").Produces<DriftResource>().ProducesProblem(StatusCodes.Status404NotFound);
        drift.MapGet("/histogram", HistogramAsync).WithName("GetDriftHistogram")
            .TakesQuery("variant", "Name of the variant.")
            .TakesQuery("feature", "Name of the feature; predictions when left out.")
            .TakesQuery("from", "Start of a window as the drift of the endpoint lists it; the newest when left out.")
            .Produces<HistogramResource>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        drift.MapGet("/references", ListAsync).WithName("ListDriftReferences").ProducesPage<ReferenceRow>().ProducesProblem(StatusCodes.Status404NotFound);
        drift.MapPost("/references", UploadAsync).WithName("UploadDriftReference").IsIdempotent()
            .TakesQuery("version", "The version that the data trained; the stable one when left out.")
            .Accepts<Stream>("text/csv", "multipart/form-data", "application/octet-stream")
            .Produces<ReferenceRow>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        drift.MapDelete("/references/{id}", RemoveAsync).WithName("RemoveDriftReference")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(
        string endpoint, EndpointQueries endpoints, DriftReader reader, ReferenceStore references, LiveReferences live, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } found)
            return EndpointsApi.NotFound(endpoint);
        var inForce = await references.InForceAsync(endpoint, cancellation);
        return Results.Ok(DriftResource.Of(found, await reader.ReadAsync(found, cancellation), [.. inForce.Reverse().Select(ReferenceRow.Of)], live.Collected(endpoint)));
    }

    private static async Task<IResult> HistogramAsync(
        string endpoint, HttpRequest request, EndpointQueries endpoints, DriftReader reader, HistogramQuery histograms, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } found)
            return EndpointsApi.NotFound(endpoint);
        var assessment = await reader.ReadAsync(found, cancellation);
        var feature = request.Query["feature"].ToString();
        var subject = new DriftSubject(request.Query["variant"].ToString(), feature.Length == 0 ? null : feature);
        var text = request.Query["from"].ToString();
        var windows = assessment.Windows;
        DateTimeOffset? from = text.Length == 0 ? (windows is [.., var newest] ? newest.From : null)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
            : null;
        if (from is null || windows.All(w => w.From != from))
            return RefusalResults.Of(Refusal.OfField(ApiRefusals.QueryMalformed, "from", $"is '{text}', which begins no judged window", windows.Count == 0 ? "wait until a window was judged" : $"use one of {windows[0].From:O} to {windows[^1].From:O}"));
        return await histograms.AskAsync(found, assessment, subject, from.Value, cancellation) is { } reading
            ? Results.Ok(HistogramResource.Of(reading))
            : RefusalResults.Of(new(ApiRefusals.SubjectNotFound, $"{DriftText.NameOf(subject)} of '{subject.Variant}' has no reference, or nobody was asked in the window."));
    }

    private static async Task<IResult> ListAsync(string endpoint, HttpRequest request, EndpointQueries endpoints, ReferenceStore references, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is null)
            return EndpointsApi.NotFound(endpoint);
        var history = await references.HistoryAsync(endpoint, cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(history.OrderBy(r => r.Id, StringComparer.Ordinal), r => r.Id)));
    }

    private static async Task<IResult> UploadAsync(string endpoint, HttpRequest request, UploadReferenceCommand upload, Caller caller, CancellationToken cancellation)
    {
        var version = request.Query["version"].ToString();
        if (version.Length > 0 && !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return RefusalResults.Of(Refusal.OfField(ApiRefusals.QueryMalformed, "version", $"is '{version}'", "use the number of a version"));

        // The reader stops at the limit, with an answer; the server's own limit would only cut the connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        try
        {
            var body = new LimitedStream(request.Body, UploadReferenceCommand.MaximumBytes);
            if (await UploadedFile.OpenAsync(request, body, cancellation) is not { } content)
                return RefusalResults.Of(new(ApiRefusals.FormWithoutFile, "The form has no file; put the table in a part with a file name."));
            var outcome = await upload.RunAsync(
                endpoint, version.Length == 0 ? null : int.Parse(version, CultureInfo.InvariantCulture), content, caller.Actor, cancellation);
            return outcome.ToResult(row => Results.Created($"{ApiRoutes.Prefix}/endpoints/{endpoint}/drift/references", row));
        }
        catch (LimitExceededException)
        {
            return RefusalResults.Of(new(ApiRefusals.TooLarge, $"The table has more than {UploadReferenceCommand.MaximumBytes} bytes; a sample of its rows does as well."));
        }
    }

    private static async Task<IResult> RemoveAsync(string endpoint, string id, RemoveReferenceCommand remove, Caller caller, CancellationToken cancellation)
    {
        var outcome = await remove.RunAsync(endpoint, id, caller.Actor, cancellation);
        return outcome.ToResult(_ => Results.NoContent());
    }
}
