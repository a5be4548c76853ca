using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace ControlPlane.Web.Hosting;

/// <summary>Keeps one caller of the API from taking all of it. A caller is who shows a token, or else an address; screens and agents have ways of their own and are not counted.
/// Who guesses passwords is held back by address, whatever names are tried.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services, RateLimitOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsSignIn(context, options)
            ? RateLimitPartition.GetTokenBucketLimiter($"sign-in {context.Connection.RemoteIpAddress}", _ => SignInBucketOf(options))
            : IsCounted(context, options)
                ? RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => BucketOf(options))
                : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = RefuseAsync;
    });

    /// <summary>Who calls, without keeping a secret: the same caller has the same name.</summary>
    public static string CallerOf(HttpContext context) => context.Request.Headers.Authorization.ToString() is { Length: > 0 } shown
        ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(shown)))
        : context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static bool IsCounted(HttpContext context, RateLimitOptions options) =>
        options.PerSecond > 0 && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static bool IsSignIn(HttpContext context, RateLimitOptions options) => options.SignInsPerMinute > 0 && HttpMethods.IsPost(context.Request.Method)
        && (context.Request.Path.StartsWithSegments(SignInPaths.SignIn, StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments(SignInPaths.Setup, StringComparison.OrdinalIgnoreCase));

    private static TokenBucketRateLimiterOptions SignInBucketOf(RateLimitOptions options) => new()
    {
        TokenLimit = options.SignInsPerMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.SignInsPerMinute,
        QueueLimit = 0,
        AutoReplenishment = true,
    };

    private static TokenBucketRateLimiterOptions BucketOf(RateLimitOptions options)
    {
        // A tenth of a second is too short for less than one call, so a slow limit gives one call in as long as that takes.
        var perPeriod = Math.Max(1, (int)(options.PerSecond * Period.TotalSeconds));
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = perPeriod,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)perPeriod / options.PerSecond),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Usual;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var refusal = new Refusal(ApiRefusals.RateLimited, $"This caller asks too often; it may again in {seconds} s.");
        await RefusalResults.Of(refusal).ExecuteAsync(rejected.HttpContext);
    }
}
