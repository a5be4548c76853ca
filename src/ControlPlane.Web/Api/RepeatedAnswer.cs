using ControlPlane.Data.Requests;

namespace ControlPlane.Web.Api;

/// <summary>Gives a kept answer again.</summary>
internal sealed class RepeatedAnswer(AnsweredRequest answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers[IdempotencyFilter.ReplayedHeader] = "true";
        if (answer.Location is not null)
            response.Headers.Location = answer.Location;
        if (answer.EntityTag is not null)
            response.Headers.ETag = answer.EntityTag;
        await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }
}
