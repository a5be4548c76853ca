using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Authentication;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Puts API tokens into the host.</summary>
internal static class ApiTokenComposition
{
    /// <summary>Commands, and the scheme that vouches for tokens.</summary>
    public static IServiceCollection AddApiTokens(this IServiceCollection services)
    {
        services.AddSingleton<ApiTokenUses>();
        services.AddSingleton<CreateApiTokenCommand>();
        services.AddSingleton<RotateApiTokenCommand>();
        services.AddSingleton<RevokeApiTokenCommand>();
        services.AddSingleton<IRightsSource, TokenRights>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null);
        return services;
    }

    /// <summary>A request of the API that shows a token is the token's, or refused: never somebody else's.</summary>
    public static void UseApiTokens(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (ApiTokenHandler.IsShownBy(context.Request))
        {
            var shown = await context.AuthenticateAsync(ApiTokenHandler.SchemeName);
            if (!shown.Succeeded)
            {
                await context.ChallengeAsync(ApiTokenHandler.SchemeName);
                return;
            }

            context.User = shown.Principal;
        }

        await next(context);
    });
}
