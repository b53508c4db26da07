using System.Reflection;

namespace Kuma.Application.Common.Behaviours;

/// <summary>Makes the refusal of a response type known only as a type parameter.</summary>
internal static class Refusal
{
    public static TResponse Of<TResponse>(Error error)
        where TResponse : Result => Maker<TResponse>.Make(error);

    private static class Maker<TResponse>
        where TResponse : Result
    {
        public static readonly Func<Error, TResponse> Make = typeof(TResponse)
            .GetMethod(nameof(Result.FromError), BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly, [typeof(Error)])!
            .CreateDelegate<Func<Error, TResponse>>();
    }
}
