using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Jobs;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.Web.Api;

/// <summary>Batch prediction jobs: start, look, cancel, resume, schedule, results.</summary>
internal static class JobsApi
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapPost("/endpoints/{endpoint}/jobs", StartAsync).WithTags("jobs").WithName("StartJob").IsIdempotent()
            .WithDescription("The body is the input: comma-separated values with a header, or JSON lines.")
            .TakesQuery("version", "The version that answers; the stable one when left out.")
            .TakesQuery("format", "csv or jsonl; told from the first character when left out: a brace begins JSON lines.")
            .TakesQuery("name", "What people call the input, such as its file's name.")
            .TakesQuery("key", "Column or member that is kept beside each result.")
            .TakesQuery("columns", "Columns of an input in the order of its elements, such as x:length,width; may be repeated.")
            .TakesQuery("chunkRows", $"Most rows that an agent runs at a time, 1 to {JobSettings.MaximumChunkRows}; {JobSettings.DefaultChunkRows} when left out.")
            .TakesQuery("brokenLimit", "Share of broken rows, 0 to 1, above which the job stops; it never does when left out.")
            .TakesQuery("store", "true makes the results the endpoint's stored predictions.")
            .TakesQuery("every", "Time between two runs, such as 6h; once when left out.")
            .TakesQuery("onPromotion", "true runs a job with 'every' also as soon as another version is stable.")
            .Accepts<Stream>("text/csv", "application/jsonl", "multipart/form-data", "application/octet-stream")
            .Produces<JobResource>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        var jobs = api.MapGroup("/jobs").WithTags("jobs");
        jobs.MapGet("", ListAsync).WithName("ListJobs").TakesQuery("endpoint", "Only jobs of this endpoint.").ProducesPage<JobResource>();
        jobs.MapGet("/{id}", GetAsync).WithName("GetJob").Produces<JobResource>().ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapDelete("/{id}", RemoveAsync).WithName("RemoveJob").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        jobs.MapGet("/{id}/results", ResultsAsync).WithName("GetJobResults")
            .TakesQuery("format", "csv or jsonl; as the input when left out.")
            .TakesQuery("partial", "true gives the rows before the first that is missing while the job is not done.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/jsonl").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        jobs.MapPost("/{id}/cancel", CancelAsync).WithName("CancelJob").IsIdempotent().ProducesJob();
        jobs.MapPost("/{id}/resume", ResumeAsync).WithName("ResumeJob").IsIdempotent()
            .TakesQuery("brokenLimit", "Another share of broken rows above which the job stops.").ProducesJob();
        jobs.MapPut("/{id}/schedule", ScheduleAsync).WithName("ScheduleJob").Accepts<JobScheduleBody>("application/json").ProducesJob();
        jobs.MapDelete("/{id}/schedule", UnscheduleAsync).WithName("UnscheduleJob").ProducesJob();
    }

    private static RouteHandlerBuilder ProducesJob(this RouteHandlerBuilder route) => route
        .Produces<JobResource>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> StartAsync(string endpoint, HttpRequest request, StartJobCommand start, JobInputs inputs, Caller caller, CancellationToken cancellation)
    {
        // The store stops at the limit, with an answer; the server's own limit would only cut the connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (request.ContentLength > inputs.Limit)
            return RefusalResults.Of(new("too_large", $"The input has {request.ContentLength} bytes, more than the {inputs.Limit} allowed; give it in parts."));
        if (await UploadedFile.OpenAsync(request, request.Body, cancellation) is not { } content)
            return RefusalResults.Of(new("form_without_file", "The form has no file; put the input in a part with a file name."));
        var wanted = JobQueryReader.Read(endpoint, request.Query, content);
        if (wanted.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        return (await start.RunAsync(wanted.Value, caller.Actor, cancellation)).ToResult(job => Results.Created($"{ApiRoutes.Prefix}/jobs/{job.Id}", JobResource.Of(job)));
    }

    private static async Task<IResult> ListAsync(HttpRequest request, JobQueries jobs, CancellationToken cancellation)
    {
        var page = PageRequest.Read(request.Query);
        if (page.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var found = await jobs.ListAsync(request.Query["endpoint"].ToString() is { Length: > 0 } endpoint ? endpoint : null, page.Value.After, page.Value.Limit + 1, cancellation);
        return Results.Ok(page.Value.Cut([.. found.Select(JobResource.Of)], j => j.Id));
    }

    private static async Task<IResult> GetAsync(string id, JobQueries jobs, CancellationToken cancellation) =>
        await jobs.FindAsync(id, cancellation) is { } job ? Results.Ok(JobResource.Of(job)) : RefusalResults.Of(JobChanges.NotFound(id));

    private static async Task<IResult> ResultsAsync(string id, HttpRequest request, JobQueries jobs, JobResults results, CancellationToken cancellation)
    {
        if (await jobs.FindAsync(id, cancellation) is not { } job)
            return RefusalResults.Of(JobChanges.NotFound(id));
        var problems = new List<FieldProblem>();
        var word = request.Query["format"].ToString();
        var format = word.Length == 0 ? job.Settings.Format : JobQueryReader.FormatOf(word, problems);
        if (problems.Count > 0)
            return RefusalResults.Of(Refusal.OfField(ApiRefusals.QueryMalformed, problems[0].Field, problems[0].Problem, problems[0].Remedy));
        return (await results.ChunksAsync(job, request.Query["partial"] == "true", cancellation)).ToResult(chunks => Results.Stream(
            target => results.WriteAsync(target, job, chunks, format, cancellation),
            format == JobFormat.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
            $"{job.Endpoint}-{job.CreatedAt:yyyyMMdd-HHmmss}.{(format == JobFormat.Csv ? "csv" : "jsonl")}"));
    }

    private static async Task<IResult> CancelAsync(string id, JobVerbCommand verbs, Caller caller, CancellationToken cancellation) =>
        (await verbs.RunAsync(id, JobVerb.Cancel, brokenLimit: null, caller.Actor, cancellation)).ToResult(job => Results.Ok(JobResource.Of(job)));

    private static async Task<IResult> ResumeAsync(string id, HttpRequest request, JobVerbCommand verbs, Caller caller, CancellationToken cancellation)
    {
        var problems = new List<FieldProblem>();
        var limit = JobQueryReader.ShareOf(request.Query, "brokenLimit", problems);
        return problems.Count > 0
            ? RefusalResults.Of(Refusal.OfField(ApiRefusals.QueryMalformed, problems[0].Field, problems[0].Problem, problems[0].Remedy))
            : (await verbs.RunAsync(id, JobVerb.Resume, limit, caller.Actor, cancellation)).ToResult(job => Results.Ok(JobResource.Of(job)));
    }

    private static async Task<IResult> RemoveAsync(string id, RemoveJobCommand remove, Caller caller, CancellationToken cancellation) =>
        (await remove.RunAsync(id, caller.Actor, cancellation)).ToResult(_ => Results.NoContent());

    private static async Task<IResult> ScheduleAsync(string id, HttpRequest request, ScheduleJobCommand schedule, Caller caller, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<JobScheduleBody>(request, cancellation);
        return body.Refusal is { } malformed
            ? RefusalResults.Of(malformed)
            : (await schedule.RunAsync(id, body.Value.Every, body.Value.OnPromotion, caller.Actor, cancellation)).ToResult(job => Results.Ok(JobResource.Of(job)));
    }

    private static async Task<IResult> UnscheduleAsync(string id, ScheduleJobCommand schedule, Caller caller, CancellationToken cancellation) =>
        (await schedule.RunAsync(id, every: null, onPromotion: false, caller.Actor, cancellation)).ToResult(job => Results.Ok(JobResource.Of(job)));
}
