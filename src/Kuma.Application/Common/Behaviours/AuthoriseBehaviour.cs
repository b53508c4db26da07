using System.Reflection;
using MediatR;

namespace Kuma.Application.Common.Behaviours;

/// <summary>Refuses a request of a visitor unless it is marked <see cref="AllowAnonymousAttribute"/>.</summary>
internal sealed class AuthoriseBehaviour<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TResponse : Result
{
    private static readonly bool AllowsAnonymous = typeof(TRequest).GetCustomAttribute<AllowAnonymousAttribute>() is not null;

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        AllowsAnonymous || request is IUseCase { Actor.IsSignedIn: true }
            ? next()
            : Task.FromResult(Refusal.Of<TResponse>(CommonErrors.NotSignedIn));
}
