using ControlPlane.Web.Api;

namespace ControlPlane.Web.Observability;

/// <summary>Counts answers by area and class of status: few names, whatever callers ask for.</summary>
internal static class AnswerCounting
{
    public static IApplicationBuilder UseAnswerCounting(this IApplicationBuilder app)
    {
        var counts = app.ApplicationServices.GetRequiredService<EventCounts>();
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            finally
            {
                counts.Answered(AreaOf(context.Request.Path), $"{context.Response.StatusCode / 100}xx");
            }
        });
    }

    private static string AreaOf(PathString path)
    {
        if (path.StartsWithSegments(ApiRoutes.Prefix, StringComparison.Ordinal))
            return "api";
        return path.StartsWithSegments("/agents/v1", StringComparison.Ordinal) ? "agents" : "pages";
    }
}
