using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Artifacts;

internal static partial class S3Log
{
    [LoggerMessage(1750, LogLevel.Error, "The store of model files refused ({Code}): {Sentence}")]
    public static partial void StoreRefused(this ILogger logger, string code, string sentence);

    [LoggerMessage(1751, LogLevel.Error, "The S3 store {Place} has other bytes under {Digest}; the download was broken off. Put the file back from a copy.")]
    public static partial void StoreIsWrong(this ILogger logger, string place, string digest);
}
