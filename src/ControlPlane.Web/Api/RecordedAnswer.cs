namespace ControlPlane.Web.Api;

/// <summary>An answer that is written aside first, so that it can be kept before it is sent.</summary>
internal sealed class RecordedAnswer(IResult result) : IResult
{
    private byte[] _body = [];

    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>Writes status and headers to the response and the body aside.</summary>
    public async Task RecordAsync(HttpContext context)
    {
        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await result.ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        _body = buffer.ToArray();
    }

    public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.Body.WriteAsync(_body, httpContext.RequestAborted).AsTask();
}
