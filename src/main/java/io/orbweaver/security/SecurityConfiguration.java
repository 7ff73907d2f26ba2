package io.orbweaver.security;

import io.orbweaver.security.keys.Role;
import io.orbweaver.security.keys.SecurityProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.header.HttpHeaderWriterWebFilter;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;

/**
 * Checks where it listens before it does, and wires Spring Security: who may ask for what, and the headers of answers.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SecurityConfiguration.class);
    private static final String[] EVERY_ROLE = {Role.READER.name(), Role.SUBMITTER.name(), Role.OPERATOR.name()};

    /** Spring Security's own, before all filters that do something. */
    private static final int FILTER_ORDER = -100;

    /** The dashboard and the documentation: the same for every Orbweaver, and how callers sign in. */
    private static final String[] PAGES = {
        "/",
        "/index.html",
        "/app/**",
        "/css/**",
        "/lib/**",
        "/docs",
        "/docs/**",
        "/icon.svg",
        "/openapi",
        "/openapi/**",
        "/openapi.yaml",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/webjars/**"
    };

    @Bean
    SecurityWebFilterChain securityWebFilterChain(
            ServerHttpSecurity http,
            SecurityProperties security,
            ServerProperties server,
            Environment environment,
            KeyAuthentication authentication,
            Refusals refusals) {
        boolean keyed = security.wantsKeys();
        checkAddresses(server, environment, security);
        CallerFilter callers = new CallerFilter(new CallerCheck(security.hosts()), keyed, refusals);
        http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .addFilterAt(callers, SecurityWebFiltersOrder.CSRF)
                .cors(ServerHttpSecurity.CorsSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(spec -> spec.requestCache(NoOpServerRequestCache.getInstance()))
                .headers(HeaderSpec::disable)
                .addFilterAt(
                        new HttpHeaderWriterWebFilter(BrowserHeaders.writer()),
                        SecurityWebFiltersOrder.HTTP_HEADERS_WRITER);
        if (keyed) {
            http.addFilterAt(authentication.filter(), SecurityWebFiltersOrder.AUTHENTICATION)
                    .authorizeExchange(SecurityConfiguration::rules)
                    .exceptionHandling(spec -> spec.authenticationEntryPoint(
                                    (exchange, error) -> refusals.answer(Refusal.NO_KEY, exchange))
                            .accessDeniedHandler((exchange, error) -> refusals.answer(Refusal.FORBIDDEN, exchange)));
        } else {
            // all callers may also see the details of health
            http.anonymous(spec -> spec.principal("anonymous").authorities("ROLE_" + Role.OPERATOR));
        }
        return http.build();
    }

    @Bean
    Refusals refusals(ObjectProvider<RefusalListener> listener) {
        return new Refusals(listener.getIfAvailable(() -> RefusalListener.NONE));
    }

    private static void checkAddresses(ServerProperties server, Environment environment, SecurityProperties security) {
        boolean open = security.open() || security.wantsKeys();
        OpenAddressCheck.check(server.getAddress(), open);
        OpenAddressCheck.checkManagement(environment, open);
        boolean plain = server.getSsl() == null || !server.getSsl().isEnabled();
        if (security.wantsKeys() && plain && !OpenAddressCheck.isLoopback(server.getAddress())) {
            log.warn("keys come in clear text, unless TLS ends in front of it: else set server.ssl");
        }
    }

    /** The first that fits counts, those that are asked most often first; what is not named wants a key. */
    private static void rules(AuthorizeExchangeSpec rules) {
        rules.pathMatchers("/v1/hosts/**")
                .hasRole(Role.OPERATOR.name())
                .pathMatchers(HttpMethod.POST, "/v1/session")
                .permitAll()
                .pathMatchers(HttpMethod.DELETE, "/v1/session")
                .permitAll()
                .pathMatchers(HttpMethod.GET, "/v1/**")
                .hasAnyRole(EVERY_ROLE)
                .pathMatchers(HttpMethod.HEAD, "/v1/**")
                .hasAnyRole(EVERY_ROLE)
                .pathMatchers("/v1/**")
                .hasAnyRole(Role.SUBMITTER.name(), Role.OPERATOR.name())
                .matchers(EndpointRequest.to("health"))
                .permitAll()
                .matchers(EndpointRequest.toAnyEndpoint())
                .hasRole(Role.OPERATOR.name())
                .pathMatchers("/actuator/**")
                .hasRole(Role.OPERATOR.name())
                .pathMatchers(HttpMethod.GET, PAGES)
                .permitAll()
                .pathMatchers(HttpMethod.HEAD, PAGES)
                .permitAll()
                .anyExchange()
                .authenticated();
    }

    /** Puts the {@link SecurityGateFilter} where Spring Security has its filter. */
    @Bean
    static BeanPostProcessor gate() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof WebFilterChainProxy security
                        ? new SecurityGateFilter(security, FILTER_ORDER)
                        : bean;
            }
        };
    }

    /** Paths are held to a plain form; header fields and parameters are checked by the code that reads them. */
    @Bean
    StrictServerWebExchangeFirewall firewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true); // there is no handler for those that are not known
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    @Bean
    ServerExchangeRejectedHandler rejectedHandler(Refusals refusals) {
        ServerHttpHeadersWriter headers = BrowserHeaders.writer();
        return (exchange, error) ->
                headers.writeHttpHeaders(exchange).then(refusals.answer(Refusal.MALFORMED_REQUEST, exchange));
    }

    /** A stream is a request that lasts for hours: spans and timers of each filter would last as long. */
    @Bean
    SecurityObservationSettings securityIsNotObserved() {
        return SecurityObservationSettings.noObservations();
    }
}
